import { mailTroubles, type Catalog, type MailTrouble } from '#domain';
import type { Queryable } from '#event-store';
import { waitingGrants, type Moment } from '#projections';
import type { AnswerPorts } from './ports.js';
import { openClaims, type OpenClaim } from './open-claims.js';
import { settleBy, type ReviewItem } from './review-item.js';

/** Sales that somebody asks for without proof. Addresses are shown by `catraca claim list` only. */
const ofClaim = ({ request, at, code }: OpenClaim): ReviewItem => ({
  item: `claim/${request}`,
  kind: 'claim',
  since: at,
  question: 'somebody says that this purchase is theirs, and cannot prove it',
  known: { code, 'addresses and words': 'catraca claim list' },
  settle: [`catraca claim give '${code}' <member> --request ${request}`, `catraca claim refuse ${request}`],
});

const ofTrouble = (person: string, { invited, mail, attempt, at, because }: MailTrouble): ReviewItem => {
  const item = `mail/${person}/${mail}/${attempt}/${invited}`;
  return {
    item,
    kind: 'mail',
    since: at,
    question: `${mail === 0 ? 'an invitation' : `reminder ${mail}`} did not reach its buyer: ${because}`,
    known: { buyer: person.slice(0, 12), sale: invited, attempts: String(attempt) },
    settle: [`catraca why '${invited}'`, ...settleBy(item, 'again', 'dismiss')],
  };
};

const dismissedMails = async (db: Queryable): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ key: string }>(`select key from reviews where key like 'mail/%'`);
  return new Set(rows.map(({ key }) => key));
};

/** What people who wait have a person for: claims without proof, mails that do not go. */
export const peopleInReview = async ({ pool }: Pick<AnswerPorts, 'pool'>, catalog: Catalog, moment: Moment): Promise<readonly ReviewItem[]> => {
  const dismissed = await dismissedMails(pool);
  const troubles: ReviewItem[] = [];
  for await (const { person, grant, reasons } of waitingGrants(pool, catalog, moment)) {
    const sales = reasons.map(({ sale }) => sale);
    troubles.push(...mailTroubles(grant.invites, sales, moment.now).map((trouble) => ofTrouble(person, trouble)));
  }
  return [...(await openClaims(pool)).map(ofClaim), ...troubles.filter(({ item }) => !dismissed.has(item))];
};
