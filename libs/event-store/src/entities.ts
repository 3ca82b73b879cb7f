import { defineEntity, p } from '@mikro-orm/core';

/** The log's tables as people's reads see them; the hot paths use named statements instead. */
export const EventEntity = defineEntity({
  name: 'EventEntity',
  tableName: 'events',
  properties: {
    globalPosition: p.bigint('string').primary(),
    stream: p.text(),
    version: p.integer(),
    eventId: p.uuid(),
    type: p.text(),
    data: p.json<Record<string, unknown>>(),
    personal: p.json<Record<string, string>>().nullable(),
    metadata: p.json<{ source: string; channel?: string; delivery?: string }>(),
    recordedAt: p.datetime(),
  },
});

export const DeliveryEntity = defineEntity({
  name: 'DeliveryEntity',
  tableName: 'deliveries',
  properties: {
    id: p.uuid().primary(),
    channel: p.text(),
    source: p.text(),
    receivedAt: p.datetime(),
    body: p.blob(),
    digest: p.blob(),
    headers: p.json<Record<string, string>>(),
    query: p.json<Record<string, string>>(),
    outcome: p.text(),
    notes: p.json<string[]>(),
    ask: p.json<{ of: string; id: string }>().nullable(),
    readAt: p.datetime(),
  },
});

export const ContradictionEntity = defineEntity({
  name: 'ContradictionEntity',
  tableName: 'contradictions',
  properties: { eventId: p.uuid().primary(), delivery: p.text().primary(), data: p.json<Record<string, unknown>>(), noticedAt: p.datetime() },
});

export const logEntities = [EventEntity, DeliveryEntity, ContradictionEntity];
