import { createHash } from 'node:crypto';
import { exampleValues, type Delivery, type ReadContext, type Source } from '#sources';

export const NOW = new Date('2026-11-20T12:00:00.000Z');
export const SECRET = 'the-right-secret-0123456789';
export const VALUES = exampleValues({}, NOW);

export const context: ReadContext = { personOf: (address) => createHash('sha256').update(address).digest('hex'), testsAreReal: false };
export const bytesOf = (body: unknown): Buffer => Buffer.from(JSON.stringify(body) ?? '', 'utf8');

/** How everything arrives here. */
export const RECEIVED = { channel: 'contract', receivedAt: NOW.toISOString() };
export const unsigned = (body: Buffer): Delivery => ({ ...RECEIVED, body, headers: {}, query: {} });
export const signed = (source: Source, body: Buffer): Delivery => ({ ...RECEIVED, ...source.sign(body, SECRET, NOW) });
