import { instantOf, type Instant } from '#domain';

/**
 * Eduzz's older bodies write the time of Brazil without a zone: three hours behind UTC all year round, since the country gave
 * up summer time in 2019. Which zone it is the documentation does not say; its company, its sellers and their days are there.
 */
const ZONE = '-03:00';
const WRITTEN = /^(\d{4})-?(\d\d)-?(\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?$/;
const CLOCK = /^\d\d:\d\d(:\d\d)?$/;

/** The moment of `20190904` and `12:00:00`, of `2019-09-04 12:00:00`, or of a time with a zone; undefined where the time of day is missing. */
export const localTime = (date = '', clock = ''): Instant | undefined => {
  const [, year, month, day, own] = WRITTEN.exec(date) ?? [];
  if (year === undefined) return instantOf(date);
  const time = own ?? (CLOCK.test(clock) ? clock : undefined);
  return time === undefined ? undefined : instantOf(`${year}-${month}-${day}T${time}${ZONE}`);
};

/** The first moment of a day, whether or not a time of day is written with it. */
export const localDay = (date = ''): Instant | undefined => {
  const [, year, month, day] = WRITTEN.exec(date) ?? [];
  return year === undefined ? undefined : instantOf(`${year}-${month}-${day}T00:00:00${ZONE}`);
};
