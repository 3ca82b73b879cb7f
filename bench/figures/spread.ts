import { connectOrm, poolOf } from '#runtime';
import type { Pool } from 'pg';
import { purchaseTemplate, startGenerator, type Generator, type Heard } from '../load/index.js';
import { lineOf, type Line, type Measured, type Plan } from '../report/measured.js';
import { atRest } from '../stage/at-rest.js';
import { caughtUp } from '../stage/caught-up.js';
import { answersOf, checkKept, type Check } from '../stage/kept.js';
import { runSales } from '../stage/sales.js';
import { KEY_OF_CATIVA, openCativa, openShop } from '../stage/shop.js';
import { openStage, type Running, type Stage } from '../stage/stage.js';

const SOCKETS = 64;
/** So many processes of a role, beside each other on this machine. */
const PROCESSES = [1, 2, 4];

const withPool = async <Result>(stage: Stage, work: (pool: Pool) => Promise<Result>): Promise<Result> => {
  const orm = await connectOrm(stage.databaseUrl, 2);
  return work(await poolOf(orm)).finally(async () => orm.close(true));
};

/** Webhooks a second through so many ingresses, one after another started on the same database. */
const ingresses = async (generator: Generator, plan: Plan) => {
  const stage = await openStage();
  const template = purchaseTemplate('/webhooks/hotmart', stage.secret);
  const [seconds, running, heard] = [plan.quick ? 2 : 5, new Array<Running>(), new Array<{ first: number; answer: Heard }>()];
  const lines: Line[] = [];
  let first = 1;
  const send = async (): Promise<Heard> => {
    const answer = await generator.run({ ports: running.map(({ port }) => port), template, sockets: SOCKETS, first, seconds });
    heard.push({ first, answer });
    first += answer.status.length;
    return answer;
  };
  try {
    for (const count of PROCESSES) {
      while (running.length < count) running.push(await stage.start('ingress'));
      plan.say(`spread: ${count} ingress`);
      await send();
      const rates: number[] = [];
      for (let round = 0; round < plan.rounds; round += 1) {
        const { status, seconds: took } = await send();
        rates.push(status.length / took);
      }
      lines.push(lineOf(`webhooks kept, ${count} ingress`, rates, '/s'));
    }
    const answers = heard.flatMap(({ first: from, answer }) => answersOf(answer, from));
    return { lines, checks: await withPool(stage, async (pool) => checkKept(pool, answers)) };
  } finally {
    await stage.close();
  }
};

/** Commands a second at Cativa in a burst of sales, through one ingress and so many workers. */
const workers = async (generator: Generator, plan: Plan) => {
  const cativa = await openCativa();
  const stage = await openStage({ cativa: { url: cativa.url, key: KEY_OF_CATIVA } });
  const [lines, checks]: [Line[], Check[]] = [[], []];
  const burst = plan.quick ? 500 : 2000;
  try {
    await withPool(stage, async (pool) => {
      await openShop(pool, cativa, { from: 1, to: burst * PROCESSES.length });
      const { port } = await stage.start('ingress');
      const template = purchaseTemplate('/webhooks/hotmart', stage.secret);
      let [running, first] = [0, 1];
      for (const count of PROCESSES) {
        for (; running < count; running += 1) await stage.start('worker');
        await atRest(pool, stage.databaseUrl);
        plan.say(`spread: ${count} worker`);
        const order = { ports: [port], template, sockets: SOCKETS, first, count: burst, seconds: 120 };
        const run = await runSales(cativa, first, async () => generator.run(order));
        first += burst;
        checks.push(...run.checks.map((check) => ({ ...check, claim: `${count} worker: ${check.claim}` })));
        lines.push(lineOf(`commands in a burst of ${burst.toLocaleString('en')} sales, ${count} worker`, [burst / run.seconds], '/s'));
      }
      checks.push(...(await caughtUp(pool, performance.now())).checks);
    });
    return { lines, checks };
  } finally {
    await stage.close();
    await cativa.close();
  }
};

/** What more processes of a role do on one machine, and so which lock they share. */
export const measureSpread = async (plan: Plan): Promise<Measured> => {
  const generator = startGenerator();
  try {
    const doors = await ingresses(generator, plan);
    const back = await workers(generator, plan);
    return {
      name: 'spread',
      title: 'Several processes of a role on one machine',
      lines: [...doors.lines, ...back.lines],
      checks: [...doors.checks, ...back.checks],
    };
  } finally {
    generator.close();
  }
};
