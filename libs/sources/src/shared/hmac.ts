import { createHmac } from 'node:crypto';

/** HMAC-SHA256 over the parts in a row, as 64 hex characters. */
export const hmacHex = (secret: string, ...parts: readonly (string | Buffer)[]): string => {
  const hmac = createHmac('sha256', secret);
  parts.forEach((part) => hmac.update(part));
  return hmac.digest('hex');
};
