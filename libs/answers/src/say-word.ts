import { postgresEventStore, type NewEvent } from '#event-store';
import { foldAll, type Moment } from '#projections';
import type { AnswerPorts } from './ports.js';
import { previewWord, type WordPreview } from './preview-word.js';

/** A person's word that changes access: the first of its facts does so, the others go with it. */
export interface Word {
  readonly facts: readonly [NewEvent, ...NewEvent[]];
  readonly moment: Moment;
}

/** What a word waits for, and whom it wakes. */
export interface WordPorts extends Pick<AnswerPorts, 'pool'> {
  /** Shown who gains and loses: is it to be said? */
  readonly agreed: (preview: WordPreview) => Promise<boolean>;
  /** Asks the workers to look at everybody now; false when they cannot be asked, and look by themselves. */
  readonly wake: () => Promise<boolean>;
}

/** What it does, or would do. `said`: it is in the log; then `heard` says whether the workers were asked to look. */
export type SpokenWord = WordPreview & ({ readonly said: false } | { readonly said: true; readonly heard: boolean });

/** Looks at what a word would do; says it, if that is agreed to, and wakes the workers. Without agreement nothing is appended. */
export const sayWord = async ({ pool, agreed, wake }: WordPorts, { facts, moment }: Word): Promise<SpokenWord> => {
  await foldAll(pool);
  const preview = await previewWord({ pool }, facts[0], moment);
  if (!(await agreed(preview))) return { ...preview, said: false };
  await postgresEventStore(pool).append(facts);
  await foldAll(pool);
  return { ...preview, said: true, heard: await wake() };
};

/** What a fact is called in an answer: its type, and its sale where it has one. */
export interface SaidFact {
  readonly type: NewEvent['event']['type'];
  readonly sale?: string;
}

/** Names the facts of a word, without what they say of anybody. */
export const saidFacts = ({ facts }: Pick<Word, 'facts'>): readonly SaidFact[] =>
  facts.map(({ event: { type, data } }) => ({ type, ...('sale' in data && data.sale !== undefined && { sale: data.sale }) }));
