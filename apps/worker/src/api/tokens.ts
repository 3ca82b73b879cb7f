/** The name under which the API's installation is injected. */
export const RUNTIME = Symbol('runtime');
