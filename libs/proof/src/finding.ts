/** The promises that are checked, by the names of `docs/reliability.md`. */
export const INVARIANTS = {
  I1: 'kept: every webhook answered 200 is in the delivery log, and its facts are in the log',
  I2: 'complete: positions are gapless, and no projection is ahead of the log or behind when all is quiet',
  I3: 'derived: the live tables equal a fold of the log from zero, row by row',
  I4: 'converged: observed badges are desired badges, for every member',
  I5: 'fair: nobody loses a badge while a reason for it lives, nobody keeps one of ours after the last reason died',
  I6: 'once: no fact twice by meaning, no invitation twice, no command whose effect is observed already',
  I7: 'private: no personal data and no secret outside the personal part, the sealed bodies and the mails',
} as const;

export type Invariant = keyof typeof INVARIANTS;

/** One invariant held against the evidence: how many things were looked at, and what breaks it (at most 20 are told). */
export interface Finding {
  readonly invariant: Invariant;
  readonly looked: number;
  readonly breaches: readonly string[];
}

const MOST_TOLD = 20;

/** Collects what a check finds. */
export const finding = (invariant: Invariant) => {
  const breaches: string[] = [];
  let [looked, found] = [0, 0];
  return {
    look: (count = 1): void => {
      looked += count;
    },
    breach: (told: string): void => {
      found += 1;
      if (breaches.length < MOST_TOLD) breaches.push(told);
    },
    done: (): Finding => ({ invariant, looked, breaches: found > MOST_TOLD ? [...breaches, `… and ${found - MOST_TOLD} more`] : breaches }),
  };
};

/** Whether every invariant held. */
export const allHold = (findings: readonly Finding[]): boolean => findings.every(({ breaches }) => breaches.length === 0);
