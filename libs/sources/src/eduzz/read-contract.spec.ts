import { describe, expect, test } from '@jest/globals';
import { AT, PERSON, VALUES, bodyOf, dataOf, factOf, factsOf, readBody, reading, waits, type Body } from './given.js';
import { factsIn } from '../shared/given.js';

const OF = { occurredAt: AT, sale: 'eduzz/3456', product: 'eduzz/77', person: PERSON };
const QUIET = { 'data.contract.contentAccess': null };
const withStatus = (status: unknown, changes: Body = {}) => factsOf('contract-updated', { ...QUIET, 'data.contract.status': status, ...changes });
const DUE = 'data.contract.recurrence.nextDue';
const PAST = '2026-11-19T00:00:00.000Z';

describe('a contract', () => {
  test.each(['upToDate', 'up_to_date', 'UP_TO_DATE', 'uptodate', 'free'])(
    'that is %s is paid until its next due date, and pays nothing',
    (status) => {
      expect(withStatus(status)).toEqual([
        {
          key: `sale/3456/date/${AT}`,
          fact: { type: 'SubscriptionMoved', data: { ...OF, paidUntil: VALUES.paidUntil } },
          personal: { email: 'Bia@Example.com', name: 'Bia Souza', phone: '5531900001234' },
        },
      ]);
    },
  );

  test.each([null, 'soon', PAST, AT])('that is up to date with the next due date %j says nothing', (due) => {
    expect(reading('contract-updated', { ...QUIET, [DUE]: due })).toEqual({ kind: 'ignored', because: 'no word about access' });
  });

  test.each(['late', 'defaulter', 'LATE'])('that is %s failed to renew', (status) => {
    expect(withStatus(status).map(({ key, fact }) => [key, fact])).toEqual([[`sale/3456/failed/${AT}`, { type: 'RenewalFailed', data: OF }]]);
  });

  test('that is suspended failed to renew, and keeps what is paid', () => {
    expect(withStatus('suspended').map(({ key, fact }) => [key, fact.type])).toEqual([
      [`sale/3456/failed/${AT}`, 'RenewalFailed'],
      [`sale/3456/date/${AT}`, 'SubscriptionMoved'],
    ]);
    expect(withStatus('suspended', { [DUE]: PAST }).map(({ fact }) => fact.type)).toEqual(['RenewalFailed']);
  });

  test.each<[unknown, unknown]>([
    [VALUES.paidUntil, VALUES.paidUntil],
    [PAST, null],
    [AT, null],
    [null, 'unknown'],
    ['20/12', 'unknown'],
    [{}, 'unknown'],
  ])('that is cancelled with the next due date %j ends at %j', (due, endsAt) => {
    for (const status of ['canceled', 'cancelled'])
      expect(withStatus(status, { [DUE]: due })).toMatchObject([
        { key: `sale/3456/ended/${AT}`, fact: { type: 'SubscriptionEnded', data: { ...OF, endsAt } } },
      ]);
  });

  test('that is cancelled without any recurrence ends nobody knows when', () => {
    expect(dataOf('contract-updated-canceled', { 'data.contract.recurrence': null })).toMatchObject({ endsAt: 'unknown' });
  });

  test.each<[Body, unknown]>([
    [{ finishesAt: VALUES.paidUntil, lastDue: PAST }, VALUES.paidUntil],
    [{ lastDue: VALUES.paidUntil }, VALUES.paidUntil],
    [{ finalDue: PAST }, PAST],
    [{}, null],
  ])('that is finished, with %j, came to its agreed end at %j', (recurrence, endsAt) => {
    expect(withStatus('finished', { 'data.contract.recurrence': recurrence })).toMatchObject([
      { fact: { type: 'SubscriptionEnded', data: { ...OF, endsAt, finished: true } } },
    ]);
  });

  test.each(['isPSL', 'isUnlimitedInstallments'])('that is finished and was instalments, by %s, ends nothing', (flag) => {
    const changes = { 'data.contract.isPSL': undefined, [`data.contract.${flag}`]: true, 'data.contract.contentAccess': null };
    expect(reading('contract-updated-finished', changes)).toEqual({ kind: 'ignored', because: 'the last instalment was paid' });
  });

  test.each(['awaitingPayment', 'waiting_payment'])('that is %s says nothing', (status) => {
    expect(reading('contract-updated', { ...QUIET, 'data.contract.status': status }).kind).toBe('ignored');
  });

  test('on trial opens before anything is paid', () => {
    expect(withStatus('trial')).toMatchObject([
      {
        key: `charge/trial-3456/trial/${AT}`,
        fact: { type: 'ChargePaid', data: { ...OF, charge: 'trial-3456', recurring: true, trial: true, paidUntil: VALUES.paidUntil } },
      },
    ]);
    expect(withStatus('trial', { 'data.products': [{ id: 1 }, { id: 2 }] }).map(({ fact }) => fact.data)).toMatchObject([
      { charge: 'trial-3456:1', partOf: 'trial-3456' },
      { charge: 'trial-3456:2', partOf: 'trial-3456' },
    ]);
  });

  test.each([null, [], [{}]])('on trial for the products %j waits for a person', (products) => {
    expect(reading('contract-updated-trial', { 'data.products': products })).toEqual(waits('data.products: expected at least one product'));
  });

  test.each<[string, unknown, string]>([
    ['data.contract.status', 'forgotten', 'data.contract.status: expected a known status'],
    ['data.contract.status', null, 'data.contract.status: expected an id'],
    ['data.contract.id', null, 'data.contract.id: expected an id'],
    ['data.contract', 'x', 'data.contract: expected an object'],
    ['data', [], 'data: expected an object'],
  ])('waits for a person when %s is %j', (path, value, issue) => {
    expect(reading('contract-updated', { [path]: value })).toEqual(waits(issue));
  });

  test('is told by the learner, with the payer beside', () => {
    const payer = { email: 'paga@example.com' };
    expect(factOf('contract-updated', { 'data.financialResponsible': payer })?.personal).toMatchObject({
      email: 'Bia@Example.com',
      payerEmail: 'paga@example.com',
    });
  });

  test.each<[unknown, string | undefined]>([
    ['+5531900001234', '+5531900001234'],
    [{ countryCode: 55, areaCode: '31', number: '900001234' }, '5531900001234'],
    [{ number: '900001234' }, '900001234'],
    [{ areaCode: '31' }, undefined],
    [[], undefined],
  ])('with the phone %j has the phone %j', (phone, expected) => {
    expect(factOf('contract-updated', { 'data.customer.phone': phone })?.personal?.phone).toBe(expected);
  });
});

describe('the wish of the seller', () => {
  const terms = (contentAccess: unknown) =>
    factsOf('contract-updated-late', { 'data.contract.contentAccess': contentAccess }).filter(({ fact }) => fact.type === 'TermsStated');

  test.each<[unknown, object]>([
    [
      { removeOnContractEnd: true, removeOnLatePayment: false },
      { endsWithContract: true, endsWhenLate: false },
    ],
    [{ removeOnContractEnd: false }, { endsWithContract: false }],
    [{ removeOnLatePayment: true, removeOnContractEnd: 'yes' }, { endsWhenLate: true }],
  ])('%j is stated beside any status', (access, wish) => {
    expect(terms(access)).toMatchObject([{ key: `sale/3456/terms/${AT}`, fact: { data: { ...OF, ...wish } } }]);
    expect(terms(access)[0]?.fact.data).toEqual({ ...OF, ...wish });
  });

  test.each([null, {}, { removeOnContractEnd: 1 }, 'yes'])('is not stated by %j', (access) => {
    expect(terms(access)).toEqual([]);
  });

  test('is heard even where the status says nothing', () => {
    expect(factsOf('contract-updated', { 'data.contract.status': 'awaitingPayment' }).map(({ fact }) => fact.type)).toEqual(['TermsStated']);
  });
});

describe('older names', () => {
  const types = ['SubscriptionMoved', 'TermsStated'];

  test('in the flat envelope say the same, as of its own time', () => {
    const said = factsOf('contract-updated-flat');
    expect(said.map(({ fact }) => fact.type)).toEqual(types);
    expect(said).toEqual(factsOf('contract-updated'));
  });

  test.each(['contract_created', 'contract_updated', 'subscriptions.contract_status_updated', 'subscriptions.contract_changed'])(
    '%s is read',
    (event) => {
      const said = factsIn(readBody(bodyOf('contract-updated', { event })));
      expect(said.map(({ fact }) => fact.type)).toEqual(types);
    },
  );

  test('without any time go by the last change of the contract, and then by our clock', () => {
    const changes = { sentDate: null, 'data.contract.updatedAt': PAST };
    expect(dataOf('contract-updated', changes)).toMatchObject({ occurredAt: PAST });
    const timeless = factOf('contract-updated-late', { sentDate: null, 'data.contract.updatedAt': null });
    expect(timeless).toMatchObject({ key: 'sale/3456/failed/evt1', clock: 'ours' });
  });
});
