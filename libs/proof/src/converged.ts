import { memberPages, type MemberState } from '#projections';
import { plan, type BadgeState, type Catalog } from '#domain';
import type { Claims, Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

const isRefused = ({ record }: BadgeState): boolean => record.refused !== undefined;

const isOurs = ({ record, adopted, spared }: BadgeState): boolean => (record.ours || adopted) && !spared;

/** What is open on a member: a plan that is not empty, or a command without an answer. */
const openWork = ({ member, states }: MemberState, catalog: Catalog): readonly string[] => [
  ...plan(member, states, catalog).map(({ command, badge }) => `${member} still needs: ${command} ${badge}`),
  ...states.flatMap(({ badge, record }) => (record.ask ? [`${member} has an open ask: ${record.ask.command} ${badge}`] : [])),
];

/** Where Cativa itself differs from what we believe it shows, and from what we want. */
const otherThanShown = ({ member, states }: MemberState, holds: NonNullable<Claims['holds']>): readonly string[] =>
  states.flatMap((state) => {
    const held = holds(member, state.badge);
    if (held === state.desired || isRefused(state)) return [];
    if (state.desired) return [`${member} should hold ${state.badge} and does not`];
    return isOurs(state) ? [`${member} keeps ${state.badge}, which is ours and which nothing speaks for`] : [];
  });

/** I4: in a quiet house nothing is left to do, and Cativa shows what we want. */
export const converged = async ({ model }: Evidence, { moment, holds, quiet = false }: Claims): Promise<Finding> => {
  const { look, breach, done } = finding('I4');
  if (!quiet) return done();
  const catalog = await model.catalog();
  for await (const page of memberPages(model)) {
    look(page.length);
    for (const state of await model.membersState(page, catalog, moment)) {
      openWork(state, catalog).forEach(breach);
      if (holds) otherThanShown(state, holds).forEach(breach);
    }
  }
  return done();
};
