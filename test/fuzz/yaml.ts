import { InvalidConfig, parseSettings } from '#runtime';
import { parseCatalog } from '../../apps/cli/src/catalog-file.js';
import { bufferOf } from './bytes.js';
import { Fault } from './engine.js';
import { expectSentence, inTime } from './sentence.js';
import { TYPED_SECRET, type YamlFile } from './yamls.js';

const VALUE = 'the-value-of-a-variable-0123456789';
const VARIABLES = { FUZZED: VALUE, HOTMART_HOTTOK: VALUE, CATIVA_WEBHOOK_SECRET: VALUE };

/** What is wrong with it, problem by problem; none where it is taken. */
const problemsOf = (kind: YamlFile['kind'], text: string): readonly string[] => {
  if (kind === 'settings') {
    const { settings, problems } = parseSettings(text, VARIABLES);
    if (settings === undefined && problems.length === 0) throw new Fault('neither settings nor a problem');
    return problems;
  }
  try {
    const mappings = parseCatalog(text);
    if (mappings.some(({ badges }) => badges.some(({ id }) => id === '' || id === 'undefined'))) throw new Fault('a badge without an id');
    return [];
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems;
    throw error;
  }
};

/** What must hold for any text: it is taken, or refused with sentences that repeat no secret; in time. */
export const tryYaml = async ({ kind, bytes, typed }: YamlFile): Promise<void> =>
  inTime(async () => {
    const problems = problemsOf(kind, bufferOf(bytes).toString('utf8'));
    problems.forEach(expectSentence);
    const told = problems.find((problem) => (typed && problem.includes(TYPED_SECRET)) || problem.includes(VALUE));
    if (told !== undefined) throw new Fault(`a secret is repeated: ${told}`);
    await Promise.resolve();
  });
