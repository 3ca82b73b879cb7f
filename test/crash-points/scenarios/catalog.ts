import { readModel } from '#projections';
import type { Scenario, Stage } from '../scenario.js';
import { holds, isKnown, mapping, says, signUp, yesterday } from './people.js';

const productOf = ({ tag }: Stage): string => `P${tag}`;
const badgeOf = ({ tag }: Stage): string => `badge-${tag}`;

/** The whole catalog as it is, and one product more. JSON is YAML. */
const catalogWith = async (stage: Stage): Promise<string> => {
  const { mappings } = await readModel(stage.house.pool).catalog();
  const all = [...mappings, mapping(`hotmart/${productOf(stage)}`, badgeOf(stage))];
  const products = all.map(({ product, badges }) => ({ product, badges: badges.map(({ name }) => name) }));
  return JSON.stringify({ products, badges: Object.fromEntries(all.flatMap(({ badges }) => badges.map(({ name, id }) => [name, id]))) });
};

/** A product that somebody has bought already gets its badge: the catalog changes once, and the next look at everybody brings it. */
export const catalog: Scenario = {
  name: 'catalog',
  roles: ['ingress', 'worker'],
  lives: 25,
  steps: [
    { name: 'sign-up', watched: [], act: async (stage) => void (await Promise.resolve(signUp(stage))), holds: isKnown },
    {
      name: 'purchase',
      watched: [],
      act: async (stage) => says(stage, 'purchase-approved', { at: yesterday(), product: productOf(stage) }),
      holds: () => true,
    },
    {
      name: 'apply',
      watched: ['command', 'worker'],
      queues: ['sweep', 'reconcile'],
      act: async (stage) => stage.run(['catalog', 'apply', stage.house.installation.write(`${stage.tag}.yaml`, await catalogWith(stage)), '--yes']),
      holds: (stage) => holds(stage, badgeOf(stage)),
    },
  ],
  breaches: async (stage) => {
    const text = `select from events where type = 'ProductMapped' and data->'mapping'->>'product' = $1`;
    const { rowCount } = await stage.house.pool.query(text, [`hotmart/${productOf(stage)}`]);
    return rowCount === 1 ? [] : [`the product was mapped ${rowCount} times`];
  },
};
