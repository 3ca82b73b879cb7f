import { streamOf } from '#domain';
import { isDataFault } from './data-fault.js';
import type { AppendResult, EventStore, NewEvent } from './event-store.js';
import { inGroups } from './in-groups.js';
import { WrongExpectedVersion } from './wrong-expected-version.js';

type Facts = readonly NewEvent[];

/** Versions are looked at before a group is written: whoever expects one must not stand behind another that changes it. */
const fits = (facts: Facts, group: readonly Facts[]): boolean => {
  const expecting = facts.filter(({ expected }) => expected !== undefined).map(({ event }) => streamOf(event));
  return expecting.length === 0 || !group.flat().some(({ event }) => expecting.includes(streamOf(event)));
};

/** Appends that come while another is being written go together, in one transaction; each hears its own results, or its own refusal. */
export const groupedAppends = (store: EventStore): EventStore => {
  const write = async (group: readonly Facts[]): Promise<readonly (readonly AppendResult[])[]> => {
    const results = await store.append(group.flat());
    let from = 0;
    return group.map((facts) => results.slice(from, (from += facts.length)));
  };
  const isOwnFault = (error: unknown): boolean => error instanceof WrongExpectedVersion || isDataFault(error);
  const append = inGroups({ run: write, isOwnFault, fits });
  return { ...store, append: async (facts) => (facts.length === 0 ? [] : append(facts)) };
};
