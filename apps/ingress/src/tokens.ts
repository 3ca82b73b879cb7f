/** Names under which the ingress's parts are injected. */
export const DOOR = Symbol('door');
export const UNSIGNED_LIMIT = Symbol('unsigned-limit');
export const RUNTIME = Symbol('runtime');
