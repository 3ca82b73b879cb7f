import { sources, type Source, type Verdict } from '#sources';
import { bufferOf } from './bytes.js';
import type { Post } from './posts.js';

const sourceNamed = (name: string): Source => {
  const found = Object.values<Source>(sources).find((source) => source.name === name);
  if (!found) throw new Error(`there is no source ${name}`);
  return found;
};

/** A post as it goes over the wire at this moment, and what the source itself says of it. */
export interface Ready {
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly verdict: Verdict;
  /** A media type that the source really sends. */
  readonly supported: boolean;
}

const flipped = (body: Buffer): Buffer => {
  const bytes = Buffer.from(body);
  if (bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  return bytes;
};

const signedBy = (post: Post, source: Source, secret: string) => {
  const body = bufferOf(post.body);
  const now = post.signer === 'stale' ? new Date(Date.now() - 3_600_000) : new Date();
  const key = { us: secret, flipped: secret, stale: secret, another: 'another-secret-123', empty: '', nobody: '' }[post.signer];
  if (post.signer === 'nobody') return { headers: {}, query: {}, body };
  const signed = source.sign(body, key, now, post.type);
  return post.signer === 'flipped' ? { ...signed, body: flipped(signed.body) } : signed;
};

/** What is not signed by us goes to a channel of its own, where nothing may ever be kept that was not genuine all the same. */
const channelOf = ({ source, signer }: Post): string => (signer === 'us' ? source : `${source}-b`);

export const readyToSend = (post: Post, secret: string): Ready => {
  const source = sourceNamed(post.source);
  const signed = signedBy(post, source, secret);
  const headers: Record<string, string> = { ...signed.headers, ...(post.type !== undefined && { 'content-type': post.type }) };
  const query = new URLSearchParams(signed.query).toString();
  const channel = channelOf(post);
  const delivery = { channel, receivedAt: new Date().toISOString(), body: signed.body, headers, query: signed.query };
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  return {
    path: `/webhooks/${channel}${query ? `?${query}` : ''}`,
    headers: [...Object.entries(headers), ...post.headers],
    body: signed.body,
    verdict: source.verify(delivery, [secret], new Date()),
    supported: type === '' || source.contentTypes.includes(type),
  };
};

const chunked = (body: Buffer): Buffer => {
  const middle = body.length >> 1;
  const chunks = [body.subarray(0, middle), body.subarray(middle)].filter(({ length }) => length > 0);
  const coded = chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]);
  return Buffer.concat([...coded, Buffer.from('0\r\n\r\n')]);
};

/** The bytes of the request. */
export const wireOf = ({ path, headers, body }: Ready, framing: Post['framing'], sender: string): Buffer => {
  const length = framing === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${body.length}`;
  const lines = [`POST ${path} HTTP/1.1`, 'host: x', `x-forwarded-for: ${sender}`, ...headers.map((pair) => pair.join(': ')), length];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), framing === 'chunked' ? chunked(body) : body]);
};
