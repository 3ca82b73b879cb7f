import { instantOf, type Instant } from '#domain';

/** Asaas writes the time of Brasília without its zone: three hours behind UTC all the year, since 2019 without daylight saving. */
const ZONE = '-03:00';
const LOCAL = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)$/;
const DAY = /^(\d{4}-\d\d-\d\d)(?:$|[ T])/;

/** A moment as Asaas writes it, `2025-12-16 19:38:33`; an ISO text with a zone is taken at its word. */
export const timeOf = (written: string | undefined): Instant | undefined => {
  const [, day, time] = LOCAL.exec(written ?? '') ?? [];
  return instantOf(day === undefined ? written : `${day}T${time}${ZONE}`);
};

const onDay = (written: string | undefined, time: string): Instant | undefined => {
  const [, day] = DAY.exec(written ?? '') ?? [];
  return instantOf(`${day}T${time}${ZONE}`);
};

/** The first and the last moment of a day in Brasília; undefined when the text is no day. */
export const startOfDay = (written: string | undefined): Instant | undefined => onDay(written, '00:00:00.000');
export const endOfDay = (written: string | undefined): Instant | undefined => onDay(written, '23:59:59.999');
