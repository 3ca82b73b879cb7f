import { hardCases, type HardCase } from './cases.js';
import { speakers } from './dialects.js';
import { canSay, linesOf } from './play.js';

/** Cases in which no gateway has a part, or that need a server that fails: where each is shown. */
const ELSEWHERE: readonly (readonly [number, string, string])[] = [
  [29, 'a member changes the address in Cativa', 'libs/domain/src/people.spec.ts'],
  [
    30,
    'a claim by the rightful buyer; by a stranger who knows only the address',
    'test/http/the-claim-page.spec.ts, test/http/the-claim-page-is-attacked.spec.ts',
  ],
  [31, 'a gift with an end; a block', 'libs/domain/src/gift.spec.ts, libs/domain/src/block.spec.ts, test/cli/people.spec.ts'],
  [32, 'Cativa answers 500, 429, or times out after applying', 'test/e2e/cativa-has-a-bad-day.spec.ts'],
  [33, 'Cativa refuses for good', 'test/e2e/cativa-has-a-bad-day.spec.ts'],
  [34, 'the same webhook in two schemas from two configurations', 'the row "Hotmart, both at once" above'],
  [35, 'a catalog mistake would remove 400 people', 'libs/domain/src/hard-cases-catalog.spec.ts'],
];

const HEAD = `# The hard cases

What happens to a buyer's badge when things are not simple. Each row is a history in a seller's words and how it must end; the
columns say which gateways can tell such a history, and for each of them it is played by \`npm test\`: from a signed body of that
gateway to the badge, in this order, backwards, and with every word heard twice. A gateway without a mark has no words for it.

This page is made from the table that the tests play (\`test/support/hard-cases/cases.ts\`).
`;

const policyText = ({ policies = {} }: HardCase): string =>
  Object.entries(policies)
    .map(([name, value]) => ` (\`${name}: ${value}\`)`)
    .join('');

const row = (hard: HardCase): string => {
  const marks = speakers.map((speaker) => (canSay(speaker, hard) ? '✓' : ''));
  const history = linesOf(hard).join('<br>');
  return `| ${hard.n} | ${hard.title}${policyText(hard)} | ${history} | ${marks.join(' | ')} |`;
};

/** The table as a page for people. */
export const hardCasesPage = (): string => {
  const columns = ['#', 'case', 'history', ...speakers.map(({ name }) => name)];
  const table = [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`, ...hardCases.map(row)].join('\n');
  const others = ELSEWHERE.map(([n, title, where]) => `| ${n} | ${title} | ${where} |`).join('\n');
  return `${HEAD}\n${table}\n\n## Shown elsewhere\n\n| # | case | where |\n|---|---|---|\n${others}\n`;
};
