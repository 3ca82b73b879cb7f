import type { Scenario } from '../scenario.js';
import { BADGE, furnished, holds, says, signUp, yesterday } from './people.js';

/** The tables are rebuilt beside while the worker goes on and somebody buys. Whatever is left of a rebuild that died hurts nobody. */
export const replay: Scenario = {
  name: 'replay',
  roles: ['ingress', 'worker'],
  lives: 20,
  prepare: furnished,
  steps: [
    {
      name: 'replay',
      watched: ['command'],
      act: async (stage) => {
        signUp(stage);
        await Promise.all([stage.run(['replay', '--yes']), says(stage, 'purchase-approved', { at: yesterday() })]);
      },
      holds: (stage) => holds(stage, BADGE),
    },
  ],
  breaches: async ({ house }) => {
    const { rows } = await house.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = current_schema() and tablename like '%\\_next'`,
    );
    const taken = house.cativa.calls.filter(({ command }) => command === 'remove');
    return [
      ...rows.map(({ name }) => `${name} was left behind by a rebuild that came to its end`),
      ...taken.map(({ member, badge }) => `${member} lost ${badge} in a rebuild`),
    ];
  },
};
