/** A field of what may be anything. */
export const valueAt = (from: unknown, name: string): unknown => (typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined);

/** A text of what may be anything, without blanks around it; empty where there is none. */
export const textAt = (from: unknown, name: string): string => {
  const value = valueAt(from, name);
  return typeof value === 'string' ? value.trim() : '';
};

/** What a text of JSON holds; undefined where it is none. */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
