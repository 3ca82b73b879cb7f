/** A key from its parts; a slash inside an outside id cannot shift the borders. */
export const keyOf = (...parts: readonly string[]): string =>
  parts.map((part) => part.replace(/[%/]/g, (mark) => encodeURIComponent(mark))).join('/');
