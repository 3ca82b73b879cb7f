import type { Stage } from './story.js';
import { claimVisit } from './claim-visit.js';
import { accepted, newTag } from './purchase-and-refund.js';
import { timeline, until, type Story } from './story.js';

const codeFor = async (mails: Stage['mails'], address: string): Promise<string> => {
  const code = (): string | undefined =>
    /\b\d{6}\b/.exec(mails().findLast(({ to, subject }) => to.includes(address) && /\d{6}/.test(subject))?.subject ?? '')?.[0];
  await until(() => code() !== undefined, 'a code has come');
  return code() ?? '';
};

/** Somebody is a member under one address and paid with another: they prove both, and the sale moves to their account. */
export const paidWithAnotherAddress: Story = {
  name: 'Paid with another address',
  channel: 'hotmart',
  title: 'Paid with another address: the buyer proves both, and the purchase moves to the account',
  async play({ cativa, gateway, ingress, mails, badge, tell }) {
    const tag = newTag();
    const [paidWith, memberWith] = [`lia.work.${tag}@example.com`, `lia.${tag}@example.com`];
    const note = timeline(tell);
    const { id } = cativa.signUp({ email: memberWith, name: 'Lia Prado' });
    await cativa.delivered();
    const charge = `HP92000${tag}`;
    const answer = await gateway('hotmart').send('purchase-approved', { sale: `LIA${tag}`, charge, email: paidWith, name: 'Lia Prado' }, new Date());
    note(`Lia is a member (${memberWith}) and buys with ${paidWith}; ${accepted(answer)}`);
    const visit = claimVisit(ingress);
    await until(() => mails().some(({ to }) => to.includes(paidWith)), 'the invitation has come');
    const next = await visit.fill('/claim?lang=pt-BR', { address: paidWith, code: charge, member: memberWith });
    note(`she names both addresses and ${charge} on the claim page; two codes go out`);
    const codes = { purchaseCode: await codeFor(mails, paidWith), memberCode: await codeFor(mails, memberWith) };
    await visit.fill(next, codes);
    const came = await until(() => cativa.holds(id, badge), 'Lia has the badge');
    note(`she gives both, and has the badge ${Math.round(came)} ms later`);
  },
};
