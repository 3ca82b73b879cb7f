import { accepted, newTag } from './purchase-and-refund.js';
import { timeline, until, type Story } from './story.js';

/** Somebody buys and has no account: a mail asks them in, and the badge comes with the sign-up. */
export const paidBeforeJoining: Story = {
  name: 'Paid before joining',
  channel: 'hotmart',
  title: 'Paid before joining: a mail asks the buyer in, and the sign-up opens the door',
  async play({ cativa, gateway, mails, badge, tell }) {
    const tag = newTag();
    const buyer = { email: `gil.${tag}@example.com`, name: 'Gil Rocha' };
    const note = timeline(tell);
    const answer = await gateway('hotmart').send('purchase-approved', { sale: `GIL${tag}`, charge: `HP91000${tag}`, ...buyer }, new Date());
    note(`Hotmart says PURCHASE_APPROVED; ${accepted(answer)}; Gil (${buyer.email}) has no account`);
    const invited = await until(() => mails().some(({ to }) => to.includes(buyer.email)), 'the invitation has come');
    note(`"${mails().findLast(({ to }) => to.includes(buyer.email))?.subject ?? ''}" is in his inbox, ${Math.round(invited)} ms after the answer`);
    const { id } = cativa.signUp(buyer);
    const came = await until(() => cativa.holds(id, badge), 'Gil has the badge');
    note(`Gil signs up, and has the badge ${Math.round(came)} ms later`);
  },
};
