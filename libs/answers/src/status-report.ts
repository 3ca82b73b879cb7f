import { daysAfter } from '#domain';
import { postgresEventStore } from '#event-store';
import { checkpoints, newShapes, openBadges, openContradictions, readModel, unmappedProducts, type Moment } from '#projections';
import { auditReport } from '#proof';
import { brakeReport } from './brake-report.js';
import { channelsHeard, parkedNow } from './heard.js';
import { everybodyWithoutAccess, paidWithoutAccess } from './paid-without-access.js';
import type { AnswerPorts } from './ports.js';
import { reviewList } from './review-list.js';
import { timeToAccess, type TimePorts } from './time-to-access.js';

/** What a gateway began to send is news for so many days. */
const NEWS_DAYS = 30;

/** The badges that Cativa has refused for good. */
const refusedBadges = async ({ pool }: AnswerPorts) =>
  (await openBadges(pool, 'refused')).map(({ member, badge, record: { refused } }) => {
    const { unseen: _, ...told } = refused ?? {};
    return { member, badge, ...told };
  });

/** How many commands wait for a person. */
const worklistLength = async ({ pool }: AnswerPorts): Promise<number> =>
  (await openBadges(pool, 'asked')).filter(({ record }) => record.ask?.via === 'worklist').length;

/** Where the log ends, and how far behind each projection is. */
const logReport = async ({ pool }: AnswerPorts) => {
  const head = await postgresEventStore(pool).head();
  const folded = await checkpoints(pool);
  return {
    head: head.toString(),
    projections: folded.map(({ projection, position }) => ({ projection, position, lag: Number(head - BigInt(position)) })),
  };
};

/** Everything that `status` shows at this moment, worst first. Nobody's address or name is in it. */
export const statusReport = async (ports: AnswerPorts & TimePorts, moment: Moment) => {
  const catalog = await readModel(ports.pool).catalog();
  const log = await logReport(ports);
  const waiting = await everybodyWithoutAccess(ports, catalog, moment);
  const brake = await brakeReport(ports, catalog, moment);
  const audit = await auditReport(ports.pool);
  const time = await timeToAccess(ports, { waiting, brake }, moment);
  return {
    now: moment.now,
    timeToAccess: { ...time, healthy: time.healthy && audit.wrong.length === 0 },
    paidWithoutAccess: paidWithoutAccess(waiting),
    brake,
    refused: await refusedBadges(ports),
    worklist: await worklistLength(ports),
    unmapped: await unmappedProducts(ports.pool, catalog),
    contradictions: (await openContradictions(ports.pool, 1)).count,
    parked: await parkedNow(ports),
    channels: await channelsHeard(ports, moment),
    newShapes: await newShapes(ports.pool, daysAfter(moment.now, -NEWS_DAYS)),
    review: await reviewList(ports, moment, catalog),
    audit,
    log,
  };
};

/** `status --json`, and `GET /api/status`. */
export type StatusReport = Awaited<ReturnType<typeof statusReport>>;
