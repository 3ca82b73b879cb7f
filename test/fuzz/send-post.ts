import { bufferOf } from './bytes.js';
import { Fault } from './engine.js';
import type { Ledger } from './kept.js';
import { PROPER_TYPES, type Bent, type Post, type Row } from './posts.js';
import { talk, type Answer } from './raw-http.js';
import { SECRET } from './stage.js';
import { readyToSend, wireOf, type Ready } from './wire.js';

const LONGEST_BODY = 1024 * 1024;
/** What one write brings to the other side whole. */
const AT_ONCE = 32 * 1024;
const OUTCOMES = ['accepted', 'duplicate', 'ignored', 'parked'];

let senders = 0;
/** Another sender each time, so that nobody is refused for what others did. */
const nextSender = (): string => {
  senders += 1;
  return `10.${(senders >> 16) & 255}.${(senders >> 8) & 255}.${senders & 255}`;
};

const statusFor = ({ body, verdict, supported }: Ready): number => {
  if (body.length > LONGEST_BODY) return 413;
  if (verdict.ok) return supported ? 200 : 415;
  return verdict.because === 'greeting' ? 200 : 401;
};

/** What this post may be answered. A type that is none is refused before anything else is looked at; odd headers may make it no HTTP. */
const statusesFor = (ready: Ready, { type, headers }: Post): readonly number[] => [
  statusFor(ready),
  ...(type === undefined || PROPER_TYPES.includes(type) ? [] : [415]),
  ...(headers.length > 0 ? [400, 417] : []),
];

/** An answer of 200 says what became of it, and names the delivery where there is one. */
const checkSaid = (ready: Ready, { body }: Answer, ledger: Ledger): void => {
  const { outcome, delivery } = JSON.parse(body) as { outcome: string; delivery: string | null };
  if (!OUTCOMES.includes(outcome)) throw new Fault(`an outcome of another world: ${body}`);
  if (delivery !== null) ledger.heard(delivery, ready.body);
  if ((delivery !== null) !== ready.verdict.ok) throw new Fault(`${JSON.stringify(ready.verdict)}, and yet ${body}`);
};

const piecesOf = (wire: Buffer, count: number): readonly Buffer[] => {
  const size = Math.max(1, Math.ceil(wire.length / count));
  return Array.from({ length: Math.ceil(wire.length / size) }, (_, index) => wire.subarray(index * size, (index + 1) * size));
};

/** A name that is none, or a control character: the parser refuses it before the body has come. */
const isNoHttp = ([name, value]: readonly [string, string]): boolean => !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[\0-\x08\x0a-\x1f\x7f]/.test(value);

/** Whoever is told early, that it is too much or that its head is no HTTP, may still be sending: the end of the connection then overtakes the answer. */
const mayBeDeaf = (ready: Ready, { headers }: Post): boolean => statusFor(ready) === 413 || (headers.some(isNoHttp) && ready.body.length > AT_ONCE);

const check = (ready: Ready, post: Post, { answer, ledger }: { answer: Answer | undefined; ledger: Ledger }): void => {
  const statuses = statusesFor(ready, post);
  if (!answer && mayBeDeaf(ready, post)) return;
  if (!answer) throw new Fault('no answer');
  if (!statuses.includes(answer.status)) throw new Fault(`answered ${answer.status}, not ${statuses.join(' or ')}: ${answer.body}`);
  if (answer.status === 200) checkSaid(ready, answer, ledger);
};

/** Signs it, sends it as it wants to be sent, and checks what comes back. */
export const sendPost = async (port: number, post: Post, ledger: Ledger): Promise<void> => {
  const ready = readyToSend(post, SECRET);
  const wire = wireOf(ready, post.framing, nextSender());
  if (post.hangsUpAt === undefined) {
    const [answer] = ledger.answered(await talk(port, { pieces: piecesOf(wire, post.pieces), pace: post.pieces > 1 ? 2 : 0, until: 1 }));
    return check(ready, post, { answer, ledger });
  }
  if (ready.verdict.ok) ledger.unheard();
  const part = wire.subarray(0, Math.floor((wire.length * post.hangsUpAt) / 100));
  ledger.answered(await talk(port, { pieces: piecesOf(part, post.pieces), pace: 2, until: 'rude' }));
};

/** Sends several on one connection without waiting; each must get its own answer, in order. */
export const sendRow = async (port: number, { posts, piece }: Row, ledger: Ledger): Promise<void> => {
  const row = posts.map((post) => ({ post, ready: readyToSend(post, SECRET) }));
  const wire = Buffer.concat(row.map(({ post, ready }) => wireOf(ready, post.framing, nextSender())));
  const answers = ledger.answered(await talk(port, { pieces: piecesOf(wire, Math.ceil(wire.length / piece)), until: row.length }));
  row.forEach(({ post, ready }, index) => check(ready, post, { answer: answers[index], ledger }));
};

/** Sends one whose bytes were changed on the way, head and all. What a genuine one has become is anybody's guess. */
export const sendBent = async (port: number, { post, at, gone, put }: Bent, ledger: Ledger): Promise<void> => {
  const ready = readyToSend(post, SECRET);
  const wire = wireOf(ready, post.framing, nextSender());
  const place = Math.floor((wire.length * at) / 1000);
  const bent = Buffer.concat([wire.subarray(0, place), bufferOf(put), wire.subarray(place + gone)]);
  if (ready.verdict.ok) ledger.unheard();
  ledger.answered(await talk(port, { pieces: [bent], until: 'quiet' }));
};
