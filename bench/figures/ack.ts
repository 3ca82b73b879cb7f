import { connectOrm, poolOf } from '#runtime';
import { purchaseTemplate, startGenerator, type Generator, type Heard, type Template } from '../load/index.js';
import { ownDatabase, startNaive, startVerifyOnly } from '../peers/index.js';
import { goalLine, lineOf, median, percentile, type Measured, type Plan } from '../report/measured.js';
import { answersOf, checkKept, type Check } from '../stage/kept.js';
import { openStage, type Stage } from '../stage/stage.js';

const SOCKETS = 64;

/** Rates are of the closed loop: as many as come about. Times are of an open loop at half of one's own rate. */
interface Round {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

/** Sends, and keeps what was heard, so that every answer of the whole run is checked at its end. */
const sender = (generator: Generator, template: Template, port: number) => {
  const heard: { first: number; heard: Heard }[] = [];
  let first = 1;
  const send = async (order: { rate?: number; seconds: number }): Promise<Heard> => {
    const { rate, seconds } = order;
    const count = rate === undefined ? {} : { rate, count: Math.round(rate * seconds) };
    const answer = await generator.run({ ports: [port], template, sockets: SOCKETS, first, seconds, ...count });
    heard.push({ first, heard: answer });
    first += answer.status.length;
    return answer;
  };
  return { send, answers: () => heard.flatMap((one) => answersOf(one.heard, one.first)), sent: () => first - 1 };
};

type Sender = ReturnType<typeof sender>;

const saturate = async ({ send }: Sender, seconds: number): Promise<number> => {
  const { status, seconds: took } = await send({ seconds });
  return status.length / took;
};

const roundOf = async (one: Sender, seconds: number): Promise<Round> => {
  const rate = await saturate(one, seconds);
  const { ms } = await one.send({ rate: rate / 2, seconds });
  return { rate, p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) };
};

const keptBy = async (stage: Stage, ours: Sender): Promise<readonly Check[]> => {
  const orm = await connectOrm(stage.databaseUrl, 2);
  try {
    return await checkKept(await poolOf(orm), ours.answers());
  } finally {
    await orm.close(true);
  }
};

const check = (claim: string, ok: boolean, found: string): Check => ({ claim, ok, found });

const measureOn = async (stage: Stage, { quick, rounds, say }: Plan): Promise<Measured> => {
  const seconds = quick ? 2 : 5;
  const generator = startGenerator();
  const template = purchaseTemplate('/webhooks/hotmart', stage.secret);
  const beside = await ownDatabase(stage.superuserUrl, 'naive');
  const naiveServer = await startNaive({ databaseUrl: beside.url, secret: stage.secret });
  const verifyServer = await startVerifyOnly({ secret: stage.secret });
  const naive = sender(generator, template, naiveServer.port);
  const verify = sender(generator, template, verifyServer.port);
  const ours = sender(generator, template, (await stage.start('ingress')).port);
  const found: { ours: Round; naive: Round; verify: number }[] = [];
  for (const one of [ours, naive, verify]) await saturate(one, seconds);
  for (let round = 1; round <= rounds; round += 1) {
    say(`ack, round ${round} of ${rounds}`);
    found.push({ ours: await roundOf(ours, seconds), naive: await roundOf(naive, seconds), verify: await saturate(verify, seconds) });
  }
  const kept = await naiveServer.kept();
  const checks = [
    ...(await keptBy(stage, ours)),
    check('the naive handler kept what it was sent', kept.rows === naive.sent() && kept.distinct === naive.sent(), `${kept.rows} of ${naive.sent()}`),
  ];
  for (const server of [naiveServer, verifyServer]) await server.close();
  await beside.drop();
  generator.close();
  return { name: 'ack', title: 'Webhooks a second, durable before the 200', lines: linesOf(found), checks };
};

const linesOf = (found: readonly { ours: Round; naive: Round; verify: number }[]): Measured['lines'] => {
  const of = (pick: (round: (typeof found)[number]) => number): readonly number[] => found.map(pick);
  const toNaive = of(({ ours, naive }) => ours.rate / naive.rate);
  const toVerify = of(({ ours, verify }) => (100 * ours.rate) / verify);
  const p99 = of(({ ours, naive }) => ours.p99 / naive.p99);
  return [
    lineOf(
      'Catraca',
      of(({ ours }) => ours.rate),
      '/s',
    ),
    lineOf(
      'naive handler: Express, one INSERT a request',
      of(({ naive }) => naive.rate),
      '/s',
    ),
    lineOf(
      'the same server, verifying, without a database',
      of(({ verify }) => verify),
      '/s',
    ),
    goalLine(lineOf('Catraca to naive', toNaive, '×'), median(toNaive), { text: 'at least 3 ×', least: 3 }),
    goalLine(lineOf('Catraca to verifying only', toVerify, '%'), median(toVerify), { text: 'at least 50 %', least: 50 }),
    lineOf(
      'p50 at half of its rate: Catraca',
      of(({ ours }) => ours.p50),
      'ms',
    ),
    lineOf(
      'p50 at half of its rate: naive',
      of(({ naive }) => naive.p50),
      'ms',
    ),
    lineOf(
      'p99 at half of its rate: Catraca',
      of(({ ours }) => ours.p99),
      'ms',
    ),
    lineOf(
      'p99 at half of its rate: naive',
      of(({ naive }) => naive.p99),
      'ms',
    ),
    goalLine(lineOf('p99, Catraca to naive', p99, '×'), median(p99), { text: 'not above 1 ×', most: 1 }),
  ];
};

/** Signed, distinct purchases against the real ingress, and against what most people would write. */
export const measureAck = async (plan: Plan): Promise<Measured> => {
  const stage = await openStage();
  return measureOn(stage, plan).finally(stage.close);
};
