import { daysAfter, type Instant } from './ids.js';

/**
 * `owned`: the badge was ours before this ask, so that "it was there already" does not mean that somebody else gave it. `repeated`: it
 * was sent more than once, so that an answer is the answer of one try, and another may take effect yet.
 */
export interface Ask {
  readonly command: 'assign' | 'remove';
  readonly at: Instant;
  readonly via: 'api' | 'worklist';
  readonly owned?: true;
  readonly repeated?: true;
}

/** What is known of one badge of one member. */
export interface BadgeRecord {
  /** We asked for it before it was there; only such a badge may ever be removed. */
  readonly ours: boolean;
  /** A command that left (or was listed) and whose effect nobody has confirmed. */
  readonly ask?: Ask;
  /** The last effect that Cativa's API or a person confirmed to us. */
  readonly ack?: { readonly present: boolean; readonly at: Instant };
  /** The latest `user_received_badge`. */
  readonly seenAt?: Instant;
  /** The last moment at which a try of an assignment was without an answer: it may take effect soon after. */
  readonly unheard?: Instant;
  /** When a removal was asked for while an assignment might still take effect: it is our doing then. */
  readonly overtook?: Instant;
  /** `unseen`: the badge did not show when it was to be removed. */
  readonly refused?: {
    readonly command: 'assign' | 'remove';
    readonly because: string;
    readonly at: Instant;
    readonly position: string;
    readonly unseen?: true;
  };
}

/** How long a try without an answer may still take effect: an hour, in days. */
const TAKES_EFFECT_DAYS = 1 / 24;

/** Without its ask, which ended at this moment. */
export const withoutAsk = ({ ask, ...record }: BadgeRecord, at: Instant): BadgeRecord =>
  ask?.command === 'assign' && ask.repeated ? { ...record, unheard: at } : record;

/** Whether an assignment has left and is without an answer. */
const isUnderWay = ({ ask }: BadgeRecord): boolean => ask?.command === 'assign' && (ask.via === 'api' || ask.repeated === true);

/** A removal was asked for: it may overtake an assignment that is open, or one try of an assignment that another try has ended. */
export const overtaking = (record: BadgeRecord, ask: Ask): BadgeRecord => {
  const { refused: _, ...known } = record;
  const unheard = isUnderWay(record) ? ask.at : record.unheard;
  if (unheard === undefined) return { ...known, ask };
  const mayCome = ask.at <= daysAfter(unheard, TAKES_EFFECT_DAYS);
  return { ...known, ask, unheard, ...(mayCome && { overtook: ask.at }) };
};

/** The open assignment is sent once more. */
export const repeating = (record: BadgeRecord, wishedAt: Instant): BadgeRecord =>
  record.ask?.command === 'assign' && record.ask.at === wishedAt ? { ...record, ask: { ...record.ask, repeated: true } } : record;

/** A word of Cativa about one badge; `listed`: among all that the member holds, which does not say since when. */
export interface Shown {
  readonly present: boolean;
  readonly at: Instant;
  readonly listed: boolean;
}

/** What was refused as things were, and is then seen to be otherwise, is no longer refused. */
const withoutOldRefusal = (record: BadgeRecord, { present }: Shown): BadgeRecord => {
  const { refused, ...rest } = record;
  return present && (refused?.command === 'assign' || refused?.unseen) ? rest : record;
};

/**
 * A badge that comes after its removal, while an assignment before that might still take effect, is ours when it came within the hour, or when
 * the first list after that shows it and nobody was seen to give it.
 */
const cameLate = (record: BadgeRecord, { present, at, listed }: Shown): BadgeRecord => {
  const { overtook, ...known } = record;
  if (overtook === undefined || at < overtook) return record;
  const isLater = at > daysAfter(overtook, TAKES_EFFECT_DAYS);
  const isOurDoing = present && (listed || !isLater);
  return { ...known, ...(!isLater && { overtook }), ...(isOurDoing && { ours: true }) };
};

/** What a word of Cativa changes about what was refused before it, and about whose a badge is. */
export const inThatLight = (record: BadgeRecord, shown: Shown): BadgeRecord => cameLate(withoutOldRefusal(record, shown), shown);
