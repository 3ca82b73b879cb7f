/** Bytes as a file of the corpus can hold and show them: text where they are some, parts one behind the other. */
export type Bytes = string | { readonly base64: string } | { readonly repeat: Bytes; readonly times: number } | readonly Bytes[];

export const bufferOf = (bytes: Bytes): Buffer => {
  if (typeof bytes === 'string') return Buffer.from(bytes, 'utf8');
  if ('base64' in bytes) return Buffer.from(bytes.base64, 'base64');
  if ('repeat' in bytes) return Buffer.concat(Array<Buffer>(bytes.times).fill(bufferOf(bytes.repeat)));
  return Buffer.concat(bytes.map(bufferOf));
};

/** The same bytes, readable if they can be. */
export const bytesOf = (buffer: Buffer): Bytes => {
  const text = buffer.toString('utf8');
  return Buffer.from(text, 'utf8').equals(buffer) ? text : { base64: buffer.toString('base64') };
};
