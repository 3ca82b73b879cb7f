import { CATALOG_STREAM, catalogChanges, type CatalogChange, type DomainEvent, type Mapping } from '#domain';
import { foldAll, readModel, type AccessChange } from '#projections';
import { postgresEventStore, type NewEvent } from '#event-store';
import { momentOf, wakeSweep, type Runtime } from '#runtime';
import type { Command } from 'commander';
import { readCatalogFile } from './catalog-file.js';
import { previewCatalog } from './catalog-preview.js';
import { withRuntime } from './context.js';
import { CommandError } from './exit.js';
import { confirm, printJson, printLine, printTable, say } from './output.js';
import { checkNote } from './remark.js';

const SHOWN = 30;

const lineOf = ({ product, plan, offer }: Mapping): string => [product, plan && `plan ${plan}`, offer && `offer ${offer}`].filter(Boolean).join(', ');

const showMappings = (mappings: readonly Mapping[]): void =>
  printTable(
    ['product', 'name', 'badges', 'policies'],
    mappings.map((mapping) => [
      lineOf(mapping),
      mapping.name,
      mapping.badges.map(({ name, id }) => `${name} (${id})`).join(', '),
      JSON.stringify(mapping.policies),
    ]),
    'The catalog is empty. Write one (README, "Catalog") and run: catraca catalog apply catalog.yaml',
  );

const preview = async (
  runtime: Runtime,
  mappings: readonly Mapping[],
): Promise<{ wanted: readonly CatalogChange[]; access: readonly AccessChange[] }> => {
  await foldAll(runtime.pool);
  const { mappings: now } = await readModel(runtime.pool).catalog();
  const wanted = catalogChanges(now, mappings);
  return { wanted, access: wanted.length === 0 ? [] : await previewCatalog(runtime.pool, mappings, momentOf(runtime.settings)) };
};

const showPreview = ({ wanted, access }: Awaited<ReturnType<typeof preview>>): void => {
  printTable(
    ['change', 'product'],
    wanted.map(({ type, mapping }) => [type === 'ProductMapped' ? 'map' : 'unmap', lineOf(mapping)]),
    'The catalog is so already.',
  );
  printTable(
    ['member', 'badge', 'change'],
    access.slice(0, SHOWN).map(({ member, badge, change }) => [member, badge, change]),
    'No member gains or loses a badge.',
  );
  if (access.length > SHOWN) printLine(`… and ${access.length - SHOWN} more (--json shows all).`);
};

const factOf = ({ type, mapping }: CatalogChange, occurredAt: string, note?: string): DomainEvent => {
  const { product, plan, offer } = mapping;
  const said = { occurredAt, ...(note && { note }) };
  if (type === 'ProductMapped') return { type, data: { ...said, mapping } };
  return { type: 'ProductUnmapped', data: { ...said, product, ...(plan && { plan }), ...(offer && { offer }) } };
};

/** One append for all changes, at the version that the preview saw: who changed the catalog meanwhile makes this fail, not mix. */
const append = async ({ pool }: Runtime, wanted: readonly CatalogChange[], note?: string): Promise<void> => {
  const store = postgresEventStore(pool);
  const expected = (await store.readStream(CATALOG_STREAM)).length;
  const now = new Date().toISOString();
  const events = wanted.map((change, index): NewEvent => ({
    key: `catraca/catalog/${expected + index + 1}`,
    event: factOf(change, now, note),
    metadata: { source: 'catraca', schema: 1 },
    expected,
  }));
  await store.append(events);
};

interface Options {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly note?: string;
}

const apply = async (runtime: Runtime, mappings: readonly Mapping[], { yes, json, note }: Options): Promise<void> => {
  const seen = await preview(runtime, mappings);
  if (!json) showPreview(seen);
  if (seen.wanted.length > 0) {
    const loses = seen.access.filter(({ change }) => change === 'loses').length;
    const question = `Apply ${seen.wanted.length} changes? ${seen.access.length - loses} badges are gained and ${loses} lost.`;
    if (!(await confirm(question, yes ?? false))) throw new CommandError('Nothing was changed.');
    await append(runtime, seen.wanted, note);
    await foldAll(runtime.pool);
    const heard = await wakeSweep(runtime.queueServer);
    say(heard ? 'Done. The workers bring the members up to date now.' : 'Done. The workers bring the members up to date within a minute.');
  }
  if (json) printJson({ changes: seen.wanted, access: seen.access, applied: seen.wanted.length > 0 });
};

export const catalogCommand = (program: Command): Command => {
  const catalog = program.command('catalog').description('the map of products to badges');
  catalog
    .command('show')
    .description('the map as it stands')
    .option('--json', 'print the map as JSON')
    .addHelpText('after', '\nExample:\n  catraca catalog show')
    .action(async ({ json }: Options) => {
      const { mappings } = await withRuntime(async ({ pool }) => readModel(pool).catalog());
      return json ? printJson(mappings) : showMappings(mappings);
    });
  catalog
    .command('preview <file>')
    .description('what would change, and who would gain and lose')
    .option('--json', 'print changes and access as JSON')
    .addHelpText('after', '\nExample:\n  catraca catalog preview catalog.yaml')
    .action(async (file: string, { json }: Options) => {
      const mappings = readCatalogFile(file);
      const seen = await withRuntime(async (runtime) => preview(runtime, mappings));
      return json ? printJson({ changes: seen.wanted, access: seen.access }) : showPreview(seen);
    });
  catalog
    .command('apply <file>')
    .description('preview, ask, then append the change')
    .option('--yes', 'do not ask')
    .option('--note <text>', 'why, for the record')
    .option('--json', 'print changes and access as JSON')
    .addHelpText('after', '\nExample:\n  catraca catalog apply catalog.yaml --note "spring launch"')
    .action(async (file: string, options: Options) => {
      checkNote(options.note);
      const mappings = readCatalogFile(file);
      await withRuntime(async (runtime) => apply(runtime, mappings, options));
    });
  return catalog;
};
