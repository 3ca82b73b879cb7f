import { sameJson } from '#event-store';
import type { MemoryLedger } from './memory-ledger.js';
import { foldInto } from './projection.js';
import { projections } from './projections.js';

/** The rows of a ledger in memory that are not what a fold of its log from zero gives, each table up to its checkpoint. */
export const memoryDifferences = async (ledger: MemoryLedger): Promise<readonly { projection: string; key: string }[]> => {
  const facts = await ledger.store.readAll(0n, Number.MAX_SAFE_INTEGER);
  return projections.flatMap((projection) => {
    const { name } = projection;
    const [live, fresh] = [ledger.rowsOf(name), new Map<string, object>()];
    foldInto(fresh, projection, facts.slice(0, Number(ledger.checkpointOf(name))));
    const keys = [...new Set([...live.keys(), ...fresh.keys()])];
    return keys.filter((key) => !sameJson(live.get(key), fresh.get(key))).map((key) => ({ projection: name, key }));
  });
};
