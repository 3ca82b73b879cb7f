import type { Json } from '../shared/json.js';
import type { Delivery, ReadContext, Reading } from '../source.js';
import { fieldsOf, generationOf, type Generation } from './body.js';
import { unreadable, type Heard } from './heard.js';
import { readDelivery } from './read-delivery.js';
import { readEvent } from './read-event.js';
import { readLegacy } from './read-legacy.js';

const READERS: Readonly<Record<Generation, (json: Json, heard: Heard) => Reading>> = {
  event: readEvent,
  legacy: readLegacy,
  delivery: readDelivery,
};

/** Which of the three ways it is, only the body says: the three may share a channel. */
export const read = ({ body, receivedAt }: Delivery, context: ReadContext): Reading => {
  const json = fieldsOf(body);
  const generation = json && generationOf(json);
  if (json === undefined || generation === undefined) return unreadable('body: expected an event of Eduzz');
  return READERS[generation](json, { context, receivedAt });
};
