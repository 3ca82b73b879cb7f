import { complete, discreet, INVARIANTS, once, postgresEvidence, type Finding } from '#proof';
import { factlessDeliveries, momentOf, type Runtime } from '#runtime';

const kept = async (runtime: Runtime): Promise<Finding> => {
  const { rows } = await runtime.pool.query<{ count: number }>('select count(*)::int as count from deliveries');
  const breaches: string[] = [];
  for await (const delivery of factlessDeliveries(runtime))
    breaches.push(`delivery ${delivery} was understood, and the log knows nothing of what it says`);
  return { invariant: 'I1', looked: rows[0]?.count ?? 0, breaches };
};

/** Secrets that stand in the settings; shorter ones are refused there, so that none is found by chance. */
const secretsOf = ({ settings: { channels, cativa } }: Runtime): readonly string[] => [
  ...Object.values(channels).flatMap(({ secrets }) => secrets),
  ...(cativa.api ? [cativa.api.key] : []),
];

/** The promises that a house at work can be held to by its own log; what needs a quiet house, or the outside, is for the tests. */
export const checkPromises = async (runtime: Runtime): Promise<readonly Finding[]> => {
  const evidence = postgresEvidence(runtime.pool);
  const claims = { moment: momentOf(runtime.settings), secrets: secretsOf(runtime) };
  return [await kept(runtime), await complete(evidence, claims), await once(evidence), await discreet(evidence, claims)];
};

/** A line for people: what was looked at, and whether the promise is kept. */
export const lineOf = ({ invariant, looked, breaches }: Finding): readonly string[] => [
  invariant,
  INVARIANTS[invariant],
  String(looked),
  breaches.length === 0 ? 'kept' : `${breaches.length} wrong`,
];
