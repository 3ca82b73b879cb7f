/** One line of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (NaN|[+-]?Inf|[-+0-9.eE]+)( \d+)?$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/g;
const COMMENT = /^# (?:HELP [a-zA-Z_:][a-zA-Z0-9_:]* .*|TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (?:counter|gauge|histogram|summary|untyped))$/;

const labelsOf = (text: string): Record<string, string> => {
  const found = [...text.matchAll(LABEL)];
  if (found.map(([whole]) => whole).join('') !== text) throw new Error(`these are no labels: ${text}`);
  return Object.fromEntries(found.map(([, name, value]) => [name ?? '', value ?? '']));
};

const sampleOf = (line: string): Sample => {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined) throw new Error(`this is no sample: ${line}`);
  return { name, labels: labelsOf(labels), value: Number(value) };
};

const typesIn = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []);

/** Reads the text format 0.0.4; throws at a line that is none of it, at a metric described twice, and at a value told twice. */
export const readScrape = (text: string): readonly Sample[] => {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const lines = text.split('\n').filter((line) => line !== '');
  const wrong = lines.find((line) => line.startsWith('#') && !COMMENT.test(line));
  if (wrong !== undefined) throw new Error(`this is no comment: ${wrong}`);
  const types = typesIn(lines);
  if (new Set(types).size !== types.length) throw new Error('a metric is described twice');
  const samples = lines.filter((line) => !line.startsWith('#')).map(sampleOf);
  const keys = samples.map(({ name, labels }) => name + JSON.stringify(Object.entries(labels).sort()));
  if (new Set(keys).size !== keys.length) throw new Error('a value is told twice');
  return samples;
};

/** The value of a metric with exactly these labels; undefined when it is not told. */
export const valueOf = (samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number | undefined =>
  samples.find(
    (sample) => sample.name === name && JSON.stringify(Object.entries(sample.labels).sort()) === JSON.stringify(Object.entries(labels).sort()),
  )?.value;
