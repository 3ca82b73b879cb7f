import { idText, normalizeAddress, type BadgeId, type MemberId } from '#domain';
import { COLUMN_NAMES, shownHeader, type ColumnName, type Columns } from './members-columns.js';
import type { MembersFile, Row } from './members-file.js';

/** A member as a row names one. `email` as it is written, `address` in its normal form. `badges`: all that the member held. */
export interface ListedMember {
  readonly member: MemberId;
  readonly email: string;
  readonly address: string;
  readonly name?: string;
  readonly badges?: readonly BadgeId[];
}

/** What is wrong with a cell; never the cell itself. Without a column: with the row. */
interface Problem {
  readonly column?: ColumnName;
  readonly what: string;
}

/** What a list holds. `wrong`: the lines of rows that cannot be imported; `problems`: the first of what is wrong, as sentences, out of `found`. */
export interface Survey {
  readonly rows: number;
  readonly wrong: ReadonlySet<number>;
  readonly problems: readonly string[];
  readonly found: number;
}

const SHOWN = 20;

/** How a spreadsheet writes a long number that it took for one: its last digits are lost. */
const ROUNDED = /^\d+([.,]\d+)?E\+\d+$/i;

const idProblem = (cell: string): string | undefined => {
  if (cell === '') return 'is missing';
  if (ROUNDED.test(cell)) return 'is a number that a spreadsheet has rounded; export the ids as text';
  return idText(cell) === undefined ? 'cannot be an id: too long, or with characters that no id has' : undefined;
};

const emailProblem = (cell: string): string | undefined => {
  if (cell === '') return 'is missing';
  return normalizeAddress(cell) === undefined ? 'is no address' : undefined;
};

const badgesIn = (cell: string): readonly string[] => [...new Set(cell.split(/[;|,]/).map((badge) => badge.trim()))].filter((badge) => badge !== '');

const badgesProblem = (cell = ''): string | undefined =>
  badgesIn(cell).some((badge) => idText(badge) === undefined) ? 'holds what cannot be the id of a badge' : undefined;

const cellAt = (cells: readonly string[], place: number | undefined): string | undefined => (place === undefined ? undefined : (cells[place] ?? ''));

const problemsOf = (said: { readonly [Name in ColumnName]?: string | undefined }): readonly Problem[] =>
  COLUMN_NAMES.flatMap((column) => (said[column] === undefined ? [] : [{ column, what: said[column] }]));

/** The member of a row, or all that is wrong with it. `width`: how many columns the header has. */
export const memberIn = (
  { cells }: Row,
  columns: Columns,
  width: number,
): { readonly member: ListedMember } | { readonly problems: readonly Problem[] } => {
  if (cells.length !== width) return { problems: [{ what: `${cells.length} columns, where the header has ${width}` }] };
  const [id = '', email = '', name, badges] = COLUMN_NAMES.map((column) => cellAt(cells, columns[column]));
  const problems = problemsOf({ id: idProblem(id), email: emailProblem(email), badges: badgesProblem(badges) });
  if (problems.length > 0) return { problems };
  const address = normalizeAddress(email) ?? email;
  return { member: { member: id, email, address, ...(name && { name }), ...(badges !== undefined && { badges: badgesIn(badges) }) } };
};

/** What the list says of one thing, on which lines, and whether it says two things. */
interface Claim {
  readonly said: string;
  readonly lines: number[];
  clashes: boolean;
}

/** Keeps what rows say, so that two that contradict each other are found. Neither can be believed: both lines are wrong. */
const claims = (wrong: Set<number>) => {
  const made = new Map<string, Claim>();
  /** The line that said it first, where the list says two things; else undefined. */
  return (about: string, said: string, line: number): number | undefined => {
    const claim = made.get(about);
    if (claim === undefined) {
      made.set(about, { said, lines: [line], clashes: false });
      return undefined;
    }
    if (claim.said !== said && !claim.clashes) {
      claim.clashes = true;
      claim.lines.forEach((earlier) => wrong.add(earlier));
    }
    if (claim.clashes) wrong.add(line);
    else claim.lines.push(line);
    return claim.clashes ? claim.lines[0] : undefined;
  };
};

/** Finds two ids at one address, and two lists of badges of one member. */
const clashFinder = (wrong: Set<number>) => {
  const [idOf, badgesOf] = [claims(wrong), claims(wrong)];
  return ({ member, address, badges }: ListedMember, line: number): readonly Problem[] => {
    const sameAddress = idOf(address, member, line);
    const sameMember = badges && badgesOf(member, [...badges].sort().join(';'), line);
    return [
      ...(sameAddress === undefined ? [] : [{ column: 'email' as const, what: `is the address of more than one id: see line ${sameAddress}` }]),
      ...(sameMember === undefined ? [] : [{ column: 'badges' as const, what: `are not the same for this id everywhere: see line ${sameMember}` }]),
    ];
  };
};

/** Reads the whole list once, and says what in it cannot be imported. Keeps an address for each row, and no more. */
export const survey = async (file: MembersFile, columns: Columns): Promise<Survey> => {
  const wrong = new Set<number>();
  const clashesOf = clashFinder(wrong);
  const problems: string[] = [];
  let [rows, found] = [0, 0];
  const sentence = (line: number, { column, what }: Problem): string =>
    column === undefined ? `line ${line}: ${what}` : `line ${line}, ${shownHeader(file.header[columns[column] ?? 0] ?? '')}: ${what}`;
  for await (const row of file.rows()) {
    rows += 1;
    const read = memberIn(row, columns, file.header.length);
    if ('problems' in read) wrong.add(row.line);
    const said = 'problems' in read ? read.problems : clashesOf(read.member, row.line);
    found += said.length;
    problems.push(...said.slice(0, SHOWN - problems.length).map((problem) => sentence(row.line, problem)));
  }
  return { rows, wrong, problems, found };
};
