import { claimsTarget } from './claims.js';
import { cliTarget } from './cli.js';
import { replayCorpus } from './corpus.js';
import { fuzz, type Plan, type Ran, type Target } from './engine.js';
import { ingressTarget } from './ingress.js';
import { csvTarget, yamlTarget } from './parsers.js';
import { openStage, ownDatabase, type OwnDatabase } from './stage.js';

/** What a run of a target came to. `held`: batches of its corpus that hold; `broken`: the first that does not, and then nothing more was tried. */
export interface Outcome {
  readonly held: number;
  readonly broken?: { readonly file: string; readonly said: string };
  readonly ran?: Ran;
  readonly figures: Readonly<Record<string, string>>;
}

type Run = (plan: Plan) => Promise<Outcome>;

/** The corpus first; not on the way to one batch. */
const tryAll = async <Input>(target: Target<Input>, plan: Plan): Promise<Outcome> => {
  const { held, fault } = plan.path === undefined ? await replayCorpus(target) : { held: 0 };
  if (fault) return { held, broken: fault, figures: target.figures() };
  const ran = await fuzz(target, plan);
  return { held, ran, figures: target.figures() };
};

const running =
  <Input>(open: () => Promise<Target<Input>>): Run =>
  async (plan) => {
    const target = await open();
    return tryAll(target, plan).finally(async () => target.close());
  };

/** With a database server of its own, which ends with the run. */
const onDatabase =
  <Input>(open: (database: OwnDatabase) => Promise<Target<Input>>): Run =>
  async (plan) => {
    const database = await ownDatabase();
    return running(async () => open(database))(plan).finally(database.close);
  };

/** All that takes input from strangers, by name. */
export const TARGETS: Readonly<Record<string, Run>> = {
  csv: running(async () => Promise.resolve(csvTarget())),
  yaml: running(async () => Promise.resolve(yamlTarget())),
  cli: onDatabase(cliTarget),
  claims: onDatabase(async ({ url }) => claimsTarget(await openStage(url))),
  ingress: onDatabase(async ({ url }) => ingressTarget(await openStage(url))),
};
