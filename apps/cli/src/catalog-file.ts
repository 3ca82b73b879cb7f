import { mappingKey, type Mapping, type Policies } from '#domain';
import { catalogSchema, checkedYaml, InvalidConfig, shownName } from '#runtime';
import { readSmallFile } from './small-file.js';

interface CatalogFile {
  readonly products: readonly {
    readonly product: string;
    readonly plan?: string | number;
    readonly offer?: string | number;
    readonly name?: string;
    readonly badges: readonly string[];
    readonly policies?: Policies;
  }[];
  readonly badges: Readonly<Record<string, string | number>>;
}

const problemsOf = ({ products, badges }: CatalogFile, mappings: readonly Mapping[]): readonly string[] => {
  const unnamed = products.flatMap(({ badges: names }, index) =>
    names.filter((name) => !Object.hasOwn(badges, name)).map((name) => `products.${index}.badges: ${shownName(name)} is not in the list of badges`),
  );
  const keys = mappings.map(mappingKey);
  const twice = keys.flatMap((key, index) =>
    keys.indexOf(key) < index ? [`products.${index}: the same product, plan and offer stand there twice`] : [],
  );
  return [...unnamed, ...twice];
};

/** The mappings of a catalog text; throws `InvalidConfig` with every problem. */
export const parseCatalog = (text: string, file = 'The catalog'): readonly Mapping[] => {
  const checked = checkedYaml<CatalogFile>(text, catalogSchema);
  if ('problems' in checked) throw new InvalidConfig(checked.problems, file);
  const { products, badges } = checked.value;
  const mappings = products.map(({ product, plan, offer, name, badges: names, policies }): Mapping => ({
    product,
    ...(plan !== undefined && { plan: String(plan) }),
    ...(offer !== undefined && { offer: String(offer) }),
    name: name ?? product,
    badges: names.map((badge) => ({ name: badge, id: String(badges[badge] ?? '') })),
    policies: policies ?? {},
  }));
  const problems = problemsOf(checked.value, mappings);
  if (problems.length > 0) throw new InvalidConfig(problems, file);
  return mappings;
};

/** Reads a catalog file. */
export const readCatalogFile = (file: string): readonly Mapping[] => parseCatalog(readSmallFile(file).toString('utf8'), file);
