/** What can go wrong at a gateway's API, each with the value it has when none is given. */
const USUAL = {
  /** The key is wrong: 401. */
  refuseKey: 0,
  /** There is no such thing: 404. */
  missing: 0,
  /** 429, with this many seconds to wait. */
  throttle: 1,
  /** 500 instead of an answer. */
  fail: 0,
  /** Milliseconds before anything is answered. */
  slow: 1000,
  /** Half of the answer. */
  brokenJson: 0,
} as const;

export type ApiFault = keyof typeof USUAL;

/** The value of a fault that strikes now, counted down; undefined when it does not. */
export type Strike = (name: ApiFault) => number | undefined;

/** `value` means what the fault's name says; `times` is how often it strikes, until cleared when left out. */
export interface HowToFail {
  readonly value?: number;
  readonly times?: number;
}

export interface ApiFaults {
  on(name: ApiFault, how?: HowToFail): void;
  off(): void;
  readonly strike: Strike;
}

export const apiFaults = (): ApiFaults => {
  const active = new Map<ApiFault, { readonly value: number; left: number }>();
  return {
    on: (name, { value = USUAL[name], times = Number.MAX_SAFE_INTEGER } = {}) => void active.set(name, { value, left: times }),
    off: () => active.clear(),
    strike: (name) => {
      const fault = active.get(name);
      if (!fault || fault.left <= 0) return undefined;
      fault.left -= 1;
      return fault.value;
    },
  };
};
