/** Drops undefined fields, so that a row in memory equals the row that came back from JSON. */
export const defined = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

/** What a record holds under an outside id; ids such as `constructor` find nothing that was not put there. */
export const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** The order of texts by code unit: the same on every machine, and for instants the order of time. */
export const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);
