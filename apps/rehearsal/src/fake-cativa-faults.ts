/** What can go wrong at the fake Cativa, each with the value it has when none is given. */
const USUAL = {
  /** Milliseconds before a badge call is looked at. */
  latencyMs: 100,
  /** 429 with this many seconds of Retry-After. */
  throttle: 1,
  /** This status (500, 503) instead of an answer. */
  fail: 503,
  /** This status as the word of a domain rule. */
  refuse: 422,
  /** Applies the call, never answers, and cuts the connection after this many milliseconds; 0 leaves it hanging. */
  timeoutAfterApplying: 0,
  /** Cuts the connection before applying. */
  dropConnection: 0,
  /** Applies the call, answers well, and undoes it in silence after this many milliseconds. */
  forget: 50,
  /** An attempt to deliver a webhook that never leaves; `times` counts attempts. */
  webhooksDown: 0,
  /** Extra copies of each webhook, with the same execution id. */
  duplicateWebhooks: 1,
  /** Webhooks wait until none came for this many milliseconds, then go out newest first. */
  reorderWebhooks: 30,
} as const;

export type FaultName = keyof typeof USUAL;

/** `value` means what the fault's name says; `times` is how often it strikes, until cleared when left out. */
export interface Fault {
  readonly value?: number;
  readonly times?: number;
}

export interface Faults {
  on(name: FaultName, fault?: Fault): void;
  /** One fault, or all of them. */
  off(name?: FaultName): void;
  /** The value of a fault that strikes now, counted down; undefined when it does not. */
  strike(name: FaultName): number | undefined;
  active(): Readonly<Partial<Record<FaultName, Fault>>>;
}

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(USUAL, name);

export const switchboard = (): Faults => {
  const active = new Map<FaultName, Fault>();
  const strike = (name: FaultName): number | undefined => {
    const fault = active.get(name);
    if (!fault) return undefined;
    const left = fault.times === undefined ? undefined : fault.times - 1;
    if (left !== undefined && left <= 0) active.delete(name);
    else active.set(name, { ...fault, times: left });
    return fault.value ?? USUAL[name];
  };
  return {
    on: (name, fault = {}) => void (fault.times === 0 ? active.delete(name) : active.set(name, fault)),
    off: (name) => void (name === undefined ? active.clear() : active.delete(name)),
    strike,
    active: () => Object.fromEntries(active),
  };
};

/** The faults a JSON object asks for, or undefined when it is not understood: `{ "throttle": { "value": 2, "times": 3 } }`. */
export const faultsIn = (wanted: Readonly<Record<string, unknown>>): readonly (readonly [FaultName, Fault])[] | undefined => {
  const read: (readonly [FaultName, Fault])[] = [];
  for (const [name, given] of Object.entries(wanted)) {
    const fault = faultIn(given);
    if (!isFaultName(name) || !fault) return undefined;
    read.push([name, fault]);
  }
  return read;
};

const faultIn = (given: unknown): Fault | undefined => {
  if (given === true) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const value: unknown = Reflect.get(given, 'value');
  const times: unknown = Reflect.get(given, 'times');
  return isCount(value) && isCount(times) ? { value, times } : undefined;
};

const isCount = (value: unknown): value is number | undefined => value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0);
