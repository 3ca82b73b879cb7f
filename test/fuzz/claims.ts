import fc from 'fast-check';
import { stopProof } from '#runtime';
import { bufferOf } from './bytes.js';
import { Fault, type Target } from './engine.js';
import { expectHealthy } from './health.js';
import { checkPage, headerIn } from './page-check.js';
import { talk, type Answer } from './raw-http.js';
import type { Stage } from './stage.js';
import { visits, type Step, type Visit } from './visits.js';

const FORM = 'application/x-www-form-urlencoded';

interface Browser {
  readonly sender: string;
  cookie: string | undefined;
  token: string | undefined;
}

const tokenOf = ({ token }: Step, browser: Browser): string => {
  const own = `token=${browser.token ?? ''}`;
  return { own, none: '', wrong: `token=${'x'.repeat(43)}`, twice: `token=x&${own}` }[token];
};

const wireOf = (step: Step, browser: Browser): Buffer => {
  const parts = [tokenOf(step, browser), '&', step.form].map(bufferOf);
  const body = step.method === 'POST' ? Buffer.concat(parts) : Buffer.alloc(0);
  const named = new Set(step.headers.map(([name]) => name));
  const usual: readonly (readonly [string, string | undefined])[] = [
    ['content-type', FORM],
    ['cookie', browser.cookie === undefined ? undefined : `catraca-claim=${browser.cookie}`],
  ];
  const headers = [...usual.filter(([name, value]) => !named.has(name) && value !== undefined), ...step.headers].map((pair) => pair.join(': '));
  const lines = [`${step.method} ${step.path} HTTP/1.1`, 'host: x', `x-forwarded-for: ${browser.sender}`, 'connection: close', ...headers];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\ncontent-length: ${body.length}\r\n\r\n`, 'latin1'), body]);
};

let visitors = 0;

const ask = async (port: number, step: Step, browser: Browser): Promise<readonly Answer[]> => {
  if (step.method === 'HEAD') return talk(port, { pieces: [wireOf(step, browser)], until: 'quiet' });
  const answers = await talk(port, { pieces: [wireOf(step, browser)], until: 1 });
  if (answers.length !== 1) throw new Fault(`${answers.length} answers to ${step.method} ${step.path}`);
  return answers;
};

const remember = (browser: Browser, answer: Answer): void => {
  browser.cookie = /catraca-claim=([^;]*)/.exec(headerIn(answer, 'set-cookie') ?? '')?.[1] ?? browser.cookie;
  browser.token = /name="token" value="([^"]*)"/.exec(answer.body)?.[1] ?? browser.token;
};

const take = async (port: number, step: Step, browser: Browser): Promise<void> => {
  for (const answer of await ask(port, step, browser)) {
    checkPage(answer, [...new URLSearchParams(bufferOf(step.form).toString()).values()].join('\n'));
    remember(browser, answer);
  }
};

const START: Step = { method: 'GET', path: '/claim', token: 'none', form: '', headers: [] };

/** Follows a link that stops reminders, or a link much like it. Gives the person who has a right to have been stopped. */
const stop = async ({ port, runtime }: Stage, { email, bend }: NonNullable<Visit['stops']>, browser: Browser): Promise<string | undefined> => {
  const person = runtime.personOf(email);
  const proof = stopProof(person, runtime.personOf);
  const links = {
    no: [person, proof],
    case: [person.toUpperCase(), proof],
    cut: [person, proof.slice(1)],
    other: [runtime.personOf(`x${email}`), proof],
  };
  const path = `/reminders/stop/${links[bend].join('/')}`;
  for (const method of ['GET', 'POST'] as const) await take(port, { ...START, method, path, form: 'List-Unsubscribe=One-Click' }, browser);
  return bend === 'no' ? person : undefined;
};

const LOG = `select count(*) filter (where type = 'SaleClaimed')::int as moved, count(*) filter (where data::text like '%@%')::int as named,
  count(*) filter (where type not in ('SaleClaimed', 'ClaimRequested', 'InvitesStopped'))::int as other,
  coalesce(array_agg(distinct data->>'person') filter (where type = 'InvitesStopped'), '{}') as stopped from events`;

/** What the pages may write, and no more. */
const checkLog = async ({ runtime: { pool } }: Stage, stopped: ReadonlySet<string>): Promise<void> => {
  const { rows } = await pool.query<{ moved: number; named: number; other: number; stopped: string[] }>(LOG);
  for (const { moved, named, other, stopped: found } of rows) {
    if (moved + named + other > 0) throw new Fault(`in the log: ${moved} sales moved, ${named} facts with an address, ${other} that no page writes`);
    if (found.length !== stopped.size || found.some((person) => !stopped.has(person)))
      throw new Fault('reminders stop for others than those who asked');
  }
  // The limits have their own tests; here they would only keep the pages from being read.
  await pool.query('delete from claim_limits');
};

/** The pages for buyers: forms of any content, from browsers of any kind. */
export const claimsTarget = (stage: Stage): Target<Visit> => {
  const first = stage.ingress.memory().now;
  const stopped = new Set<string>();
  let requests = 0;

  const visit = async ({ cookie, steps, stops }: Visit): Promise<void> => {
    visitors += 1;
    const browser: Browser = { sender: `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`, cookie, token: undefined };
    for (const step of [START, ...steps]) await take(stage.port, step, browser);
    const person = stops && (await stop(stage, stops, browser));
    if (person !== undefined) stopped.add(person);
    requests += steps.length;
  };
  return {
    name: 'claims',
    batches: fc.array(visits, { minLength: 1, maxLength: 12, size: 'max' }),
    attempt: async (batch) => {
      const done = await Promise.allSettled(batch.map(visit));
      await checkLog(stage, stopped);
      await expectHealthy(stage);
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    },
    figures: () => ({
      requests: String(requests),
      'memory in MB': `${first} idle, ${stage.ingress.memory().now} now, ${stage.ingress.memory().most} at most`,
    }),
    close: async () => stage.close(),
  };
};
