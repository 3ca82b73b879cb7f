import type { Ended } from './cli-process.js';
import type { CliStage } from './cli-stage.js';
import { Fault } from './engine.js';

const CODES = [0, 1, 2, 3];
/** Longer than this is read by nobody. */
const LONGEST = 3000;
/** What a person may do about it. */
const NEXT_STEP =
  /catraca|--[a-z]|problems?:\n|\b(say|see|look|check|choose|name|mend|export|set|give|write|type|save|try|end|make|run|was the|takes?|leave|must|there are|what to do|samples)\b/i;
const HELP = /^Usage: catraca/m;
/** A stack, a module, or the word of a part that we are made of: nothing that a person could do anything about. */
const INNARDS =
  /\bat .*:\d+:\d+|node_modules|\b(Type|Range|Syntax|Reference|Internal|Driver|Aggregate)?(Error|Exception)\b:?|unsettled|\[object |\b(ENOENT|EISDIR|ENOTDIR|ELOOP|ENAMETOOLONG|EINVAL|ERR_[A-Z_]+)\b|violates|byte sequence|btree|syntax for type|relation "|Invalid time|Unexpected token|fetch failed|undefined|NaN\b/;
/** Lists with addresses, for the person who needs them. */
const FOR_EYES = [['worklist'], ['claim', 'list'], ['claim', '--json'], ['claim']];
const WRITERS = [
  ...[['migrate'], ['reread'], ['replay'], ['restored'], ['catalog', 'apply'], ['members', 'import'], ['review', 'settle'], ['brake', 'release']],
  ...[
    ['gift', 'give'],
    ['gift', 'end'],
    ['block', 'set'],
    ['block', 'lift'],
    ['claim', 'give'],
    ['claim', 'undo'],
    ['claim', 'refuse'],
    ['worklist', 'done'],
  ],
];

/** A command as it was typed, and how it ended. */
export interface Said extends Ended {
  readonly args: readonly string[];
}

const beginsWith = (args: readonly string[], words: readonly string[]): boolean => words.every((word, index) => args[index] === word);

const rawBody = (args: readonly string[]): boolean => args[0] === 'send' && args.includes('--print');

/** Nothing that moves the cursor, rings, or hides what follows; the input may have been full of it. */
const expectPlain = (text: string, where: string): void => {
  const found = /[^\P{Cc}\n]|[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.exec(text);
  if (found) throw new Fault(`${JSON.stringify(found[0])} on ${where}: ${text.slice(Math.max(0, found.index - 100), found.index + 100)}`);
};

const expectSentence = ({ args, err }: Said): void => {
  if (err.trim() === '') throw new Fault('it refuses and says nothing');
  const found = INNARDS.exec(err)?.[0];
  if (found !== undefined && !args.some((arg) => arg.includes(found))) throw new Fault(`no sentence, for “${found}” in it: ${err.slice(0, LONGEST)}`);
  if (HELP.test(err)) return;
  if (err.length > LONGEST) throw new Fault(`it says ${err.length} characters: ${err.slice(0, 300)}`);
  if (!NEXT_STEP.test(err)) throw new Fault(`and what now? ${err}`);
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** `--json` before anything else is the option itself, and not the value of another. */
const asksForJson = (args: readonly string[]): boolean =>
  args[args.findIndex((arg) => arg.startsWith('-'))] === '--json' && !args.some((arg) => ['--help', '-h', 'help'].includes(arg));

const expectData = ({ args, code, out }: Said): void => {
  if (!asksForJson(args)) return;
  const documents = args[0] === 'tail' ? out.split('\n').filter(Boolean) : code === 0 || out !== '' ? [out] : [];
  if (!documents.every(isJson)) throw new Fault(`no JSON on stdout: ${out.slice(0, 1000)}`);
};

const expectDiscreet = ({ args, out, err }: Said, { secrets, hidden }: CliStage): void => {
  const secret = secrets.find((one) => (out + err).includes(one));
  if (secret !== undefined) throw new Fault(`a secret is shown: ${secret}`);
  const shown = FOR_EYES.some((words) => beginsWith(args, words)) ? err : out + err;
  const person = hidden.find((one) => shown.includes(one) && !args.some((arg) => arg.includes(one)));
  if (person !== undefined) throw new Fault(`somebody is named: ${person}`);
};

/** What must hold of whatever was typed. */
export const checkSaid = (said: Said, stage: CliStage): void => {
  const { args, code, out, err } = said;
  if (!CODES.includes(code)) throw new Fault(`exit ${code}: ${err}`);
  expectPlain(err, 'stderr');
  if (!rawBody(args)) expectPlain(out, 'stdout');
  if (code !== 0) expectSentence(said);
  if (code === 1 && args[0] === 'verify') throw new Fault(`the tables are not what the log says: ${out}${err}`);
  expectData(said);
  expectDiscreet(said, stage);
};

/** Whether a command that ended so may have changed anything. */
export const mayWrite = ({ args, code }: Said): boolean => code === 0 && WRITERS.some((words) => beginsWith(args, words));
