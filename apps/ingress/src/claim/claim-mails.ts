import type { SaleRef } from '#domain';
import type { Mail } from '#effects';
import { readModel } from '#projections';
import { composeMail, type Language } from '#texts';
import type { ClaimPorts } from './ports.js';
import { idHash, type AttemptId } from './secrets.js';

/** How long codes are good. */
export const CODE_MINUTES = 10;

interface Codes {
  readonly id: AttemptId;
  readonly language: Language;
  /** Whether they are sent at all. */
  readonly fits: boolean;
  readonly letters: readonly { readonly to: string; readonly purpose: 'purchase' | 'member'; readonly code: string }[];
}

const messageId = ({ origin }: ClaimPorts, id: AttemptId, word: string): string =>
  `<claim-${idHash(id).toString('hex').slice(0, 32)}-${word}@${new URL(origin).hostname}>`;

const send = async ({ mailer, logger }: ClaimPorts, mail: Mail): Promise<void> => {
  const outcome = await mailer.send(mail);
  if (outcome.kind !== 'sent') logger.warn({ message: 'a mail of the claim page was not sent', outcome: outcome.kind, because: outcome.because });
};

/** Composes in any case, so that what a process does for nobody takes as long as what it does for somebody; sends what fits. */
export const sendCodes = async (ports: ClaimPorts, { id, language, fits, letters }: Codes): Promise<void> => {
  const mails = letters.map(({ to, purpose, code }) => ({
    to,
    messageId: messageId(ports, id, purpose),
    ...composeMail(language, 'claimCode', { code, purpose, minutes: CODE_MINUTES }),
  }));
  if (fits) await Promise.all(mails.map(async (mail) => send(ports, mail)));
};

/** What was bought, as the catalog calls it; the sale itself where the catalog has no name. */
const nameOf = async ({ pool }: ClaimPorts, sale: SaleRef): Promise<string> => {
  const text = `select jsonb_path_query_array(state, '$.charges.*.paid.product') as products from entitlements where key = $1`;
  const { rows } = await pool.query<{ products: readonly string[] }>(text, [sale]);
  const { mappings } = await readModel(pool).catalog();
  const names = (rows[0]?.products ?? []).flatMap((bought) => mappings.find(({ product }) => product === bought)?.name ?? []);
  return names[0] ?? sale.slice(sale.indexOf('/') + 1);
};

/** Tells the address that paid that its purchase was moved. */
export const sendNotice = async (ports: ClaimPorts, told: { id: AttemptId; language: Language; to: string; sale: SaleRef }): Promise<void> => {
  const composed = composeMail(told.language, 'claimed', { product: await nameOf(ports, told.sale) });
  await send(ports, { to: told.to, messageId: messageId(ports, told.id, 'claimed'), ...composed });
};
