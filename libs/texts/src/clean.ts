const LONGEST_NAME = 120;
/** Control characters, line and paragraph separators, and marks that turn the direction of writing for what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
/** A mail program makes a link of it, and a buyer writes their name themselves. */
const LIKE_A_LINK = /:\/\/|@|\p{L}\.\p{L}{2,}/u;

/** One line, fit for a header: without control characters, at most 120 characters. */
export const oneLine = (text: string): string => {
  const line = text.toWellFormed().replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : line;
};

/** The name to greet somebody by; none where it is empty or would become a link that we did not set. */
export const greetable = (name: string | undefined): string | undefined => {
  const line = oneLine(name ?? '');
  return line === '' || LIKE_A_LINK.test(line) ? undefined : line;
};

/** An http or https address, percent-encoded so that it holds no blank, quote or line break; undefined where it is none. */
export const webAddress = (address: string): string | undefined => {
  const url = URL.parse(address);
  return url && /^https?:$/.test(url.protocol) ? url.href.replace(/'/g, '%27') : undefined;
};

/** The address in a `mailto:` link, without its headers; undefined where there is none. */
export const mailAddress = (link: string): string | undefined => /^mailto:([^\s?<>"',;&]+@[^\s?<>"',;&]+)(\?|$)/i.exec(link)?.[1];
