import { createHmac } from 'node:crypto';

type Part = string | Buffer;

const hexOf = (algorithm: 'sha256' | 'sha1', secret: string, parts: readonly Part[]): string => {
  const hmac = createHmac(algorithm, secret);
  parts.forEach((part) => hmac.update(part));
  return hmac.digest('hex');
};

/** HMAC-SHA256 over the parts in a row, as 64 hex characters. */
export const hmacHex = (secret: string, ...parts: readonly Part[]): string => hexOf('sha256', secret, parts);

/** HMAC-SHA1 over the parts in a row, as 40 hex characters: for systems that sign in no other way. As an HMAC it is not broken. */
export const hmacSha1Hex = (secret: string, ...parts: readonly Part[]): string => hexOf('sha1', secret, parts);
