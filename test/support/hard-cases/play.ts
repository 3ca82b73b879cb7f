import { normalizeAddress, type Catalog, type DomainEvent, type Mapping } from '#domain';
import {
  completedBody,
  exampleValues,
  signedExample,
  sources,
  type Delivery,
  type ExampleValues,
  type ReadContext,
  type Reading,
  type Source,
} from '#sources';
import { badgeSeen, catalogOfLines, mapping, seen } from '../../../libs/domain/src/given.js';
import { gave, took, world } from '../../../libs/domain/src/given-worlds.js';
import type { HardCase } from './cases.js';
import type { Speaker } from './dialects.js';

/** A line of a history, taken apart. */
export interface Line {
  readonly day: number;
  readonly time: string;
  readonly word: string;
  readonly whose: string;
}

const LINE = /^day (\d+)(?: (\d\d:\d\d))?: ([^(]+?)(?: \(([^)]+)\))?$/;

export const lineOf = (text: string): Line | undefined => {
  const [, day, time = '12:00', word = '', whose = ''] = LINE.exec(text) ?? [];
  return day === undefined ? undefined : { day: Number(day), time, word, whose };
};

/** Day 1 is 1 January 2026. */
const momentOf = (day: number, time = '12:00'): string =>
  new Date(Date.parse('2026-01-01T00:00:00Z') + (day - 1) * 86_400_000 + Date.parse(`1970-01-01T${time}:00Z`)).toISOString();

const context: ReadContext = { personOf: () => 'anna', testsAreReal: false };
const SECRET = 'a-secret-of-the-hard-cases';

const sourceOf = ({ source }: Speaker): Source => sources[source];

const NAMES: Readonly<Record<string, Partial<ExampleValues>>> = {
  '': { sale: 'S1', charge: 'C1', product: 'P1' },
  'other sale': { sale: 'S2', charge: 'D1', product: 'P1' },
  'second charge': { sale: 'S1', charge: 'C2', product: 'P1' },
  'product 2': { sale: 'S3', charge: 'E1', product: 'P2' },
  'product 3': { sale: 'S4', charge: 'F1', product: 'P3' },
  'plan A': { sale: 'S1', charge: 'C1', product: 'P1', plan: 'plan-a' },
  'plan B': { sale: 'S1', charge: 'C1', product: 'P1', plan: 'plan-b' },
};

const valuesOf = ({ day, time, whose }: Line): ExampleValues => {
  const at = momentOf(day, time);
  const until = /^until day (\d+)$/.exec(whose)?.[1];
  const paidUntil = momentOf(until === undefined ? day + 30 : Number(until));
  return exampleValues({ plan: 'plan-a', ...NAMES[until === undefined ? whose : ''], at, paidUntil, id: `event ${at} ${whose}` }, new Date(at));
};

/** A look-up answers at once with the buyer's address. */
const completed = (source: Source, delivery: Delivery, reading: Reading, email: string): readonly Reading[] => {
  if (!('ask' in reading) || reading.ask === undefined) return [reading];
  const body = completedBody(delivery.body, { by: 'look-up', email });
  return body === undefined ? [reading] : [reading, source.read({ ...delivery, body }, context)];
};

/** The facts of one example said at this moment, by key: the log hears one meaning once. */
const saidBy = (speaker: Speaker, name: string, values: ExampleValues): readonly (readonly [string, DomainEvent])[] => {
  const source = sourceOf(speaker);
  const example = source.examples[name];
  if (example === undefined) throw new Error(`${source.name} has no example ${name}`);
  const now = new Date(values.at);
  const signed = signedExample(source, example, values, { secret: SECRET, now });
  const delivery: Delivery = { channel: 'hard-cases', receivedAt: values.at, ...signed };
  if (!source.verify(delivery, [SECRET], now).ok) throw new Error(`${source.name} does not know its own ${name}`);
  const readings = completed(source, delivery, source.read(delivery, context), normalizeAddress(values.email) ?? '');
  return readings.flatMap((reading) => (reading.kind === 'facts' ? reading.facts.map(({ key, fact }) => [key, fact] as const) : []));
};

/** What the community and the seller say themselves, whatever the gateway. */
const own: Readonly<Record<string, (at: string) => readonly DomainEvent[]>> = {
  'joins the community': (at) => [seen('M1', at)],
  'gets the badge by hand': (at) => [badgeSeen(at)],
  'community shows no badge': (at) => [seen('M1', at, [])],
  'nothing happens': () => [],
};

const linesFor = ({ source }: Speaker, policies: Mapping['policies']): Readonly<Record<string, readonly Mapping[]>> => {
  const products = [mapping(`${source}/P2`, ['X2'], { policies }), mapping(`${source}/P3`, ['X3'], { policies })];
  const planB = mapping(`${source}/P1`, ['B'], { plan: 'plan-b', policies });
  return {
    'catalog is as usual': [mapping(`${source}/P1`, ['X'], { policies }), planB, ...products],
    'catalog is empty': [],
    'catalog gives another badge': [mapping(`${source}/P1`, ['Y'], { policies }), planB, ...products],
  };
};

/** The world of one buyer, as it is told line by line; our own worker does at each look what the plan says. */
export const stage = (speaker: Speaker, { policies = {} }: Pick<HardCase, 'policies'>) => {
  const catalogs = linesFor(speaker, policies);
  const heard = new Set<string>();
  const log: DomainEvent[] = [];
  let known: Catalog = catalogOfLines(...(catalogs['catalog is as usual'] ?? []));
  let now = momentOf(1);
  let asked: readonly string[] = [];

  const view = () => world(log, known);
  const work = (): void => {
    asked = view().wants(now);
    for (const command of asked) {
      const [verb, badge = ''] = command.split(' ');
      log.push(...(verb === 'assign' ? gave(now, badge) : took(now, badge)));
    }
  };
  const hear = (facts: readonly (readonly [string, DomainEvent])[]): void =>
    facts.forEach(([key, fact]) => {
      if (heard.has(key)) return;
      heard.add(key);
      log.push(fact);
    });
  const tell = (line: Line): void => {
    const at = momentOf(line.day, line.time);
    now = at > now ? at : now;
    const catalog = catalogs[line.word];
    if (catalog) known = catalogOfLines(...catalog);
    hear((own[line.word]?.(at) ?? []).map((fact) => [JSON.stringify(fact), fact]));
    for (const example of speaker.says[line.word] ?? []) hear(saidBy(speaker, example, valuesOf(line)));
  };
  return {
    tell,
    /** The worker looks, and this is what is so then. */
    look: () => {
      work();
      const after = view();
      return { asked, why: after.why(now), pending: after.pending(now), unmapped: after.unmapped(now), holds: after.holds() };
    },
  };
};

/** The lines and arrows of a case, in order. */
export const linesOf = ({ history }: HardCase): readonly string[] => history.split('; ');

/** Whether the gateway has a way to say all of a case. */
export const canSay = ({ says }: Speaker, hard: HardCase): boolean =>
  linesOf(hard)
    .map(lineOf)
    .filter((line) => line !== undefined)
    .every(({ word }) => word in says || word in own || word.startsWith('catalog '));
