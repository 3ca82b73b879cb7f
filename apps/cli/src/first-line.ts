/** A longer line is no line that a person wrote. */
const LONGEST = 1000;

/** The first line that comes on stdin, whether it is ended or not; empty where nothing comes. */
export const firstLine = async (): Promise<string> => {
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8') as AsyncIterable<string>) {
    text += piece;
    if (text.includes('\n') || text.length > LONGEST) break;
  }
  return text.split('\n', 1)[0] ?? '';
};
