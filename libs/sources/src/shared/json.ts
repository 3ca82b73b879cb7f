export type Json = Readonly<Record<string, unknown>>;

/** Deeper than any real payload; code that walks a value by recursion is safe above it. */
const DEEPEST = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The end of the string that starts after `from`: the place of its closing quote, or the end of the bytes. */
export const stringEnd = (bytes: Buffer, from: number): number => {
  let at = from;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, bytes.length);
};

/** 1 for an opening bracket, -1 for a closing one; `[` and `{`, like `]` and `}`, are one bit apart. */
const step = (byte = 0): number => {
  const bracket = byte | 0x20;
  if (bracket === 0x7b) return 1;
  return bracket === 0x7d ? -1 : 0;
};

const isTooDeep = (bytes: Buffer): boolean => {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === QUOTE) at = stringEnd(bytes, at + 1);
    else depth += step(bytes[at]);
    if (depth > DEEPEST) return true;
  }
  return false;
};

/** The value of a JSON text, or undefined where it is none. */
export const parsedText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Strict UTF-8: a body with broken bytes is not repaired by guessing. */
const strict = new TextDecoder('utf-8', { fatal: true });

const decoded = (body: Buffer): string | undefined => {
  try {
    return strict.decode(body);
  } catch {
    return undefined;
  }
};

/** The JSON object that a body is, or undefined. */
export const jsonObject = (body: Buffer): Json | undefined => {
  const text = isTooDeep(body) ? undefined : decoded(body);
  const value = text === undefined ? undefined : parsedText(text);
  return isObject(value) ? value : undefined;
};
