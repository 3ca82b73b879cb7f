import { purchaseTemplate, startGenerator } from '../load/index.js';
import { ownDatabase, startNaive, startVerifyOnly } from '../peers/index.js';
import { goalLine, lineOf, median, percentile, type Measured, type Plan } from '../report/measured.js';
import { checkKept, type Check } from '../stage/kept.js';
import { saturate, sender, type Sender } from '../stage/sender.js';
import { withStage, type Standing } from '../stage/with-stage.js';

/** Rates are of the closed loop: as many as come about. Times are of an open loop at half of one's own rate. */
interface Round {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

const roundOf = async (one: Sender, seconds: number): Promise<Round> => {
  const rate = await saturate(one, seconds);
  const { ms } = await one.send({ rate: rate / 2, seconds });
  return { rate, p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) };
};

const check = (claim: string, ok: boolean, found: string): Check => ({ claim, ok, found });

const measureOn = async ({ stage, pool }: Standing, { quick, rounds, say }: Plan): Promise<Measured> => {
  const seconds = quick ? 1 : 5;
  const generator = startGenerator();
  const template = purchaseTemplate('/webhooks/hotmart', stage.secret);
  const beside = await ownDatabase(stage.superuserUrl, 'naive');
  const naiveServer = await startNaive({ databaseUrl: beside.url, secret: stage.secret });
  const verifyServer = await startVerifyOnly({ secret: stage.secret });
  const to = (port: number): Sender => sender({ generator, template, ports: () => [port] });
  const [naive, verify, ours] = [to(naiveServer.port), to(verifyServer.port), to((await stage.start('ingress')).port)];
  const found: { ours: Round; naive: Round; verify: number }[] = [];
  for (const one of [ours, naive, verify]) await saturate(one, seconds);
  for (let round = 1; round <= rounds; round += 1) {
    say(`ack, round ${round} of ${rounds}`);
    found.push({ ours: await roundOf(ours, seconds), naive: await roundOf(naive, seconds), verify: await saturate(verify, seconds) });
  }
  const kept = await naiveServer.kept();
  const checks = [
    ...(await checkKept(pool, ours.answers())),
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
export const measureAck = async (plan: Plan): Promise<Measured> => withStage(async (standing) => measureOn(standing, plan));
