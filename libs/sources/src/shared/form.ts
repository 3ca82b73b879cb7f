import type { Json } from './json.js';

/** A form has no depth: of a repeated field the last one counts, as in JSON. Undefined: the bytes are no text. */
export const formFields = (body: Buffer): Json | undefined => {
  try {
    return Object.fromEntries(new URLSearchParams(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  } catch {
    return undefined;
  }
};
