import { randomInt } from 'node:crypto';
import { timeline, until, type Story } from './story.js';

const twoDigits = (): string => String(randomInt(10_000, 99_999));

/** Ana has an account, buys, gets her badge; the money goes back, and so does the badge. */
export const purchaseAndRefund: Story = {
  title: 'A purchase opens the door, a refund closes it',
  async play({ cativa, hotmart, badge, tell }) {
    const tag = twoDigits();
    const email = `ana.${tag}@example.com`;
    const sale = { sale: `ANA${tag}`, charge: `HP90000${tag}`, email, name: 'Ana Souza' };
    const note = timeline(tell);
    const { id } = cativa.signUp({ email, name: 'Ana Souza' });
    await cativa.delivered();
    note(`Ana (${email}) signs up in the community; Cativa's webhook is stored`);

    const bought = await hotmart.send('purchase-approved', sale);
    note(`Hotmart says PURCHASE_APPROVED; answered ${bought.status} in ${Math.round(bought.ms)} ms, after the commit`);
    const came = await until(() => cativa.holds(id, badge), 'Ana has the badge');
    note(`Ana has the badge, ${Math.round(came)} ms after the answer`);

    const refunded = await hotmart.send('purchase-refunded', sale, new Date(Date.now() + 1));
    note(`Hotmart says PURCHASE_REFUNDED; answered ${refunded.status} in ${Math.round(refunded.ms)} ms`);
    const went = await until(() => !cativa.holds(id, badge), 'the badge is gone');
    note(`the badge is gone, ${Math.round(went)} ms after the answer`);
  },
};
