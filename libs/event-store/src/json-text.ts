const UNFIT = /\\u0000|\\ud[89a-f]/i;

/** JSON that PostgreSQL's jsonb takes: it refuses the zero character and halves of a surrogate pair, which a sender may well send. */
export const jsonText = (value: unknown): string => {
  const text = JSON.stringify(value);
  if (!UNFIT.test(text)) return text;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part));
};
