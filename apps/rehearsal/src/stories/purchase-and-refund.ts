import type { ExampleValues } from '#sources';
import { randomInt } from 'node:crypto';
import type { FakeGateway, GatewayAnswer } from '../fake-gateway.js';
import { timeline, until, type Stage, type Story } from './story.js';

/** One webhook of a gateway: our example of it, and what the gateway itself calls it. */
export interface Said {
  readonly example: string;
  readonly called: string;
}

export interface Buyer {
  readonly email: string;
  readonly name: string;
}

/** What sets a purchase and its refund at one gateway apart from those at the others. */
export interface Sold {
  readonly gateway: string;
  readonly channel: string;
  readonly title: string;
  readonly buyer: string;
  readonly pays: Said;
  readonly refunds: Said;
  /** The sale in this gateway's manner; `tag`: seven digits that no earlier run had. */
  readonly sale: (tag: string) => Partial<ExampleValues>;
  /** Makes the gateway's API know the buyer, where the webhook does not name them. */
  readonly introduce?: (api: Stage['gatewayApi'], buyer: Buyer) => void;
}

/** Seven digits that no earlier run had. */
export const newTag = (): string => String(randomInt(1_000_000, 9_999_999));

/** Anything but new facts would be waited for in vain. */
export const accepted = ({ status, body, ms }: GatewayAnswer): string => {
  const outcome = (body as { readonly outcome?: unknown } | null)?.outcome;
  if (outcome !== 'accepted') throw new Error(`the webhook was answered ${status} ${JSON.stringify(body)}`);
  return `answered ${status} in ${Math.round(ms)} ms`;
};

/** Says one thing after the other about one sale. */
const speaker =
  ({ gateway }: Sold, { send }: FakeGateway, sale: Partial<ExampleValues>) =>
  async ({ example, called }: Said, now: Date): Promise<string> =>
    `${gateway} says ${called}; ${accepted(await send(example, sale, now))}`;

/** Somebody has an account, buys, gets the badge; the money goes back, and so does the badge. */
export const purchaseAndRefund = (sold: Sold): Story => ({
  name: sold.gateway,
  channel: sold.channel,
  title: sold.title,
  async play({ cativa, gateway, gatewayApi, badge, tell }) {
    const [tag, [first = '']] = [newTag(), sold.buyer.split(' ')];
    const buyer = { email: `${first.toLowerCase()}.${tag}@example.com`, name: sold.buyer };
    const says = speaker(sold, gateway(sold.channel), { ...sold.sale(tag), ...buyer });
    const note = timeline(tell);
    sold.introduce?.(gatewayApi, buyer);
    const { id } = cativa.signUp(buyer);
    await cativa.delivered();
    note(`${first} (${buyer.email}) signs up in the community; Cativa's webhook is stored`);

    note(`${await says(sold.pays, new Date())}, after the commit`);
    const came = await until(() => cativa.holds(id, badge), `${first} has the badge`);
    note(`${first} has the badge, ${Math.round(came)} ms after the answer`);

    note(await says(sold.refunds, new Date(Date.now() + 1)));
    const went = await until(() => !cativa.holds(id, badge), 'the badge is gone');
    note(`the badge is gone, ${Math.round(went)} ms after the answer`);
  },
});
