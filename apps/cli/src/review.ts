import { previewSettlement, reviewList, type ReviewItem, type ReviewList } from '#answers';
import { postgresEventStore, type NewEvent } from '#event-store';
import { foldAll, type Moment } from '#projections';
import { momentOf, wakeSweep, type Runtime } from '#runtime';
import type { Command } from 'commander';
import { answerDelivery } from './answer-delivery.js';
import { withRuntime } from './context.js';
import { CommandError, EXIT } from './exit.js';
import { age, confirm, printJson, printLine, printTable, say } from './output.js';
import { factOf, itemOf, type Decision, type Item } from './review-decision.js';
import { signed } from './signature.js';

const LISTED = 500;

const showItem = ({ item, since, question, known, settle }: ReviewItem): void => {
  printLine(`\n${item}, waits ${age(since)}`);
  printLine(`  ${question}`);
  Object.entries(known).forEach(([name, value]) => printLine(`    ${name}: ${value}`));
  settle.forEach((command) => printLine(`  > ${command}`));
};

const showList = ({ count, oldest }: ReviewList): void => {
  if (count === 0) return printLine('Nothing waits for a person.');
  printLine(`${count} wait for a person, oldest first. Each ends with the commands that settle it.`);
  oldest.forEach(showItem);
  if (count > oldest.length) printLine(`\n… and ${count - oldest.length} more.`);
};

/** Whether the list holds it: a typing error must not become a fact. */
const findItem = async (runtime: Runtime, text: string, moment: Moment): Promise<Item> => {
  const item = itemOf(text);
  if (!item) throw new CommandError(`${text} is no item of the review list. See: catraca review list`, EXIT.wrongUse);
  const { oldest } = await reviewList(runtime, moment, undefined, Number.MAX_SAFE_INTEGER);
  if (!oldest.some((listed) => listed.item === text)) throw new CommandError(`${text} does not wait for anybody. See: catraca review list`);
  return item;
};

/** Shows who gains and loses, and asks. */
const agreed = async (runtime: Runtime, item: Item, { event }: NewEvent, { decision, moment, yes }: Settlement): Promise<boolean> => {
  if (item.kind !== 'sale' && event.type !== 'BuyerNamed') return true;
  const sale = item.kind === 'sale' || item.kind === 'buyer' ? item.sale : '';
  const owner = event.type === 'BuyerNamed' ? (decision.value ?? '') : sale;
  const { member, changes } = await previewSettlement(runtime, { sale, owner, event }, moment);
  printLine(member === null ? 'The buyer is no member yet; a sign-up will find this.' : `The buyer is member ${member}.`);
  printTable(
    ['member', 'badge', 'change'],
    changes.map(({ member: who, badge, change }) => [who, badge, change]),
    'No badge is gained or lost now.',
  );
  return confirm('Say so?', yes);
};

interface Settlement {
  readonly decision: Decision;
  readonly moment: Moment;
  readonly yes: boolean;
}

const settle = async (runtime: Runtime, text: string, settlement: Settlement): Promise<void> => {
  const { decision, moment } = settlement;
  await foldAll(runtime.pool);
  const item = await findItem(runtime, text, moment);
  if (item.kind === 'delivery' && decision.word === 'product') return answerDelivery(runtime, item.id, decision.value ?? '');
  const fact = factOf(text, item, decision, { now: moment.now, personOf: runtime.personOf });
  if (!(await agreed(runtime, item, fact, settlement))) throw new CommandError('Nothing was changed.');
  await postgresEventStore(runtime.pool).append([fact]);
  await foldAll(runtime.pool);
  const heard = await wakeSweep(runtime.queueServer);
  return say(`Settled. The workers take it up ${heard ? 'now' : 'within a minute'}.`);
};

interface Options {
  readonly by: string;
  readonly note?: string;
  readonly yes?: boolean;
}

export const reviewCommand = (program: Command): Command => {
  const review = program.command('review').description('what waits for a person: partial refunds, unreadable ends, incomplete sales, contradictions');
  review
    .command('list', { isDefault: true })
    .description('each with what is known and the commands that settle it, oldest first')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', '\nExample:\n  catraca review list')
    .action(async ({ json }: { json?: boolean }) => {
      const list = await withRuntime(async (runtime) => reviewList(runtime, momentOf(runtime.settings), undefined, LISTED));
      return json ? printJson(list) : showList(list);
    });
  review
    .command('settle <item> <decision> [value]')
    .description('keep | end | until <instant> a sale; name the buyer <address> or the product <ids>; dismiss what needs no more')
    .option('--by <name>', 'who decides', 'operator')
    .option('--note <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  catraca review settle \'sale/stripe/pi_3Ex/pi_3Ex\' keep --by carla --note "paid back the shipping"')
    .action(async (text: string, word: string, value: string | undefined, { by, note, yes }: Options) => {
      const decision: Decision = { word, ...(value !== undefined && { value }), ...signed({ by, ...(note && { note }) }) };
      await withRuntime(async (runtime) => settle(runtime, text, { decision, moment: momentOf(runtime.settings), yes: yes ?? false }));
    });
  return review;
};
