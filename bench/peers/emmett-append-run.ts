import { answerWith } from '../stage/child.js';
import { closedLoop } from './closed-loop.js';
import type { EmmettAppend, EmmettAppendFigures } from './emmett.js';
import { openEmmett } from './emmett-library.js';

/* Runs may follow one another in a database: each begins at the number where the last one ended. */
answerWith(async ({ databaseUrl, writers, seconds }: EmmettAppend): Promise<EmmettAppendFigures> => {
  const { append, stored } = await openEmmett(databaseUrl, writers);
  const before = await stored();
  const loop = await closedLoop({ clients: writers, seconds }, async (number) => append(before.events + number));
  const after = await stored();
  const [events, streams] = [after.events - before.events, after.streams - before.streams];
  return { writers, ...loop, events, streams, complete: events === loop.acknowledged && streams === loop.acknowledged };
});
