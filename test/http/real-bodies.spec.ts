import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSubject, openCase } from '#answers';
import { doorOf } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';

/** Bodies that Hotmart really sent, made anonymous; they are not part of the project and may not be here. */
const FOLDER = join(process.cwd(), '../shared/samples/hotmart');
const NAMES = [
  'captured-refund-1-approved',
  'captured-refund-2-protest',
  'captured-refund-3-subscription-cancellation',
  'captured-refund-4-refunded',
];
const [APPROVED, , , REFUNDED] = [0, 1, 2, 3] as const;

type Order = readonly number[];

const permutations = (items: Order): readonly Order[] =>
  items.length <= 1 ? [items] : items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

const ORDERS = permutations([0, 1, 2, 3]);

interface Sample {
  readonly data: {
    readonly purchase?: { readonly transaction: string };
    readonly buyer?: { readonly email: string };
    readonly subscriber?: { readonly code: string };
  };
}

const DAY = 86_400_000;
const REFUNDED_AT = 1_746_760_779_917;

/** Every time in the bodies moved alike, so that the refund was yesterday and the paid year is not over. */
const movedToNow = (text: string): string => text.replace(/\b1[67]\d{11}\b/g, (time) => String(Number(time) + Date.now() - DAY - REFUNDED_AT));

/** The four bodies as one sale of its own: transaction, subscriber code and address replaced wherever they stand. */
const saleOf = (tag: string): { readonly email: string; readonly bodies: readonly string[] } => {
  const texts = NAMES.map((name) => movedToNow(readFileSync(join(FOLDER, `${name}.json`), 'utf8')));
  const [approved, , cancelled] = texts.map((text) => JSON.parse(text) as Sample);
  const email = `real${tag}@example.com`;
  const own: readonly (readonly [string | undefined, string])[] = [
    [approved?.data.purchase?.transaction, `HPREAL${tag}`],
    [cancelled?.data.subscriber?.code, `REAL${tag}`],
    [approved?.data.buyer?.email, email],
  ];
  const bodies = texts.map((text) => own.reduce((body, [theirs, ours]) => body.replaceAll(theirs ?? '', ours), text));
  return { email, bodies };
};

const declared = existsSync(join(FOLDER, `${NAMES[0]}.json`));

if (!declared) test('the captured bodies are not here, so their story is not told', () => expect(declared).toBe(false));
else
  describe('the four bodies of a purchase that was paid, protested, cancelled and refunded', () => {
    jest.setTimeout(120_000);
    let house: House;
    beforeAll(async () => {
      house = await openHouse();
      await house.map({ '1355458': ['real'] });
    });
    afterAll(async () => house.close());

    const post = async (body: string | undefined): Promise<void> => {
      const { status } = await doorOf(house).post(body ?? '');
      expect(status).toBe(200);
    };

    const verdictOn = async (email: string) => {
      const subject = await findSubject(house.runtime, email);
      if (!subject) throw new Error(`nothing is known of ${email}`);
      return (await openCase(house.runtime, subject, { now: new Date().toISOString() })).reasons.map(({ state, because, product }) => ({
        state,
        because,
        product,
      }));
    };

    test('in the order of life: the badge comes with the payment, stays with the protest and the cancellation, and goes with the refund', async () => {
      const { email, bodies } = saleOf('life');
      const { id } = house.cativa.signUp({ email, name: 'Real' });
      const shown = [];
      for (const body of bodies) {
        await post(body);
        await house.settled();
        shown.push(house.cativa.holds(id, 'real'));
      }
      expect(shown).toEqual([true, true, true, false]);
    });

    test('in each of the 24 orders there is no badge in the end, and the case is closed because it was refunded', async () => {
      const sales = ORDERS.map((order) => ({ order, ...saleOf(order.join('')) }));
      const members = sales.map(({ email }) => house.cativa.signUp({ email, name: 'Real' }).id);
      await house.settled();
      await Promise.all(
        sales.map(async ({ order, bodies }) => {
          for (const index of order) await post(bodies[index]);
        }),
      );
      await house.settled();
      expect(members.filter((member) => house.cativa.holds(member, 'real'))).toEqual([]);
      for (const { email } of sales) expect(await verdictOn(email)).toEqual([{ state: 'ended', because: 'refunded', product: 'hotmart/1355458' }]);
      expect(await house.differences()).toEqual([]);
    });

    test('every beginning that has the payment and not the refund shows the badge', async () => {
      const beginnings = ORDERS.map((order) => order.slice(0, order.indexOf(REFUNDED))).filter((order) => order.includes(APPROVED));
      const different = [...new Map(beginnings.map((order) => [order.join(''), order])).entries()];
      expect(different.length).toBe(11);
      for (const [tag, order] of different) {
        const { email, bodies } = saleOf(`part${tag}`);
        const { id } = house.cativa.signUp({ email, name: 'Real' });
        for (const index of order) await post(bodies[index]);
        await house.holds(id, 'real');
        expect((await verdictOn(email)).map(({ state }) => state)).toEqual(['live']);
      }
      await house.settled();
      expect(await house.differences()).toEqual([]);
    });
  });
