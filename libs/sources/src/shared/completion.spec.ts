import { describe, expect, test } from '@jest/globals';
import { completedBody, eventIn } from './completion.js';
import { jsonObject } from './json.js';

const EVENT = { event: 'PAYMENT_CONFIRMED', payment: { id: 'pay_1' } };
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8');
const opened = (body: Buffer | undefined) => eventIn(jsonObject(body ?? Buffer.alloc(0)) ?? {});

describe('a completed body', () => {
  test('holds the event as it was, and the answer beside it', () => {
    const body = completedBody(bytes(EVENT), { by: 'look-up', products: ['prod_1'], email: 'ana@example.com', name: 'Ana' });
    expect(opened(body)).toEqual({ event: EVENT, completion: { by: 'look-up', products: ['prod_1'], email: 'ana@example.com', name: 'Ana' } });
  });

  test('that is completed once more keeps what was answered before, and the later word where both speak', () => {
    const first = completedBody(bytes(EVENT), { by: 'look-up', products: ['prod_1'], email: 'old@example.com' });
    const second = completedBody(first ?? Buffer.alloc(0), { by: 'person', email: 'ana@example.com' });
    expect(opened(second)).toEqual({ event: EVENT, completion: { by: 'person', products: ['prod_1'], email: 'ana@example.com' } });
  });

  test.each(['', 'a=b&c=d', '[]', '"text"', 'null'])('cannot be made of %j', (text) => {
    expect(completedBody(Buffer.from(text, 'utf8'), { by: 'look-up' })).toBeUndefined();
  });
});

describe('the event in a body', () => {
  test('is the body itself where nothing completes it', () => expect(eventIn(EVENT)).toEqual({ event: EVENT }));

  test('is seen without what is no answer', () => {
    const said = { by: 'somebody', products: ['prod_1', 2, null], email: 3, name: '' };
    expect(eventIn({ catraca_completion: said, event: EVENT })).toEqual({ event: EVENT, completion: { by: 'look-up', products: ['prod_1'] } });
  });
});
