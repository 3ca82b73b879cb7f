/**
 * Loaded before a role: moves what the process takes for the time by as many minutes as it is told over its channel.
 * Timers and the monotonic clock stay as they are, as when somebody sets the clock of a machine.
 */
const MINUTE_MS = 60_000;
const RealDate = Date;
const realNow = Date.now.bind(Date);

let shiftMs = 0;

const now = (): number => realNow() + shiftMs;

Date.now = now;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: readonly unknown[], made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made) as Date,
  apply: () => new RealDate(now()).toString(),
});

process.on('message', (message: unknown) => {
  if (typeof message === 'object' && message !== null && 'clockMinutes' in message) shiftMs = Number(message.clockMinutes) * MINUTE_MS;
});
