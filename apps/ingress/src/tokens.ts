/** Names under which the ingress's parts are injected. */
export const DOOR = Symbol('door');
export const UNSIGNED_LIMIT = Symbol('unsigned-limit');
export const RUNTIME = Symbol('runtime');
/** Nothing where the installation has no claim page. */
export const CLAIM_PORTS = Symbol('claim-ports');
