const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
const LARGEST_BODY = 64 * 1024;

/** Milliseconds that a Retry-After asks for, given in seconds or as an HTTP date (RFC 9110, 10.2.3), at most a day. */
export const retryAfterMs = (header: string | null | undefined): number | undefined => {
  const written = header?.trim() ?? '';
  const ms = /^\d+$/.test(written) ? Number(written) * 1000 : / GMT$/.test(written) ? Date.parse(written) - Date.now() : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
};

/** The first 64 KiB of a body, or what came of it. */
export const leadingText = async ({ body }: Response): Promise<string> => {
  const chunks: AsyncIterable<Uint8Array> | readonly Uint8Array[] = body ?? [];
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    for await (const chunk of chunks) {
      text += decoder.decode(chunk.subarray(0, LARGEST_BODY - size), { stream: true });
      size += chunk.length;
      if (size >= LARGEST_BODY) break;
    }
  } catch {
    // The status has told what matters; a body that breaks off changes nothing.
  }
  return text;
};
