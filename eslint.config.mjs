import tseslint from 'typescript-eslint';

/** Limits of size; a file or function that meets one is two ideas. They hold for tests and scripts as well. */
const ceilings = {
  'max-lines': ['error', { max: 200, skipBlankLines: false, skipComments: false }],
  complexity: ['error', 8],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
};

/** What the compiler lets pass and we do not. */
const typed = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unsafe-argument': 'error',
  '@typescript-eslint/no-unsafe-assignment': 'error',
  '@typescript-eslint/no-unsafe-call': 'error',
  '@typescript-eslint/no-unsafe-member-access': 'error',
  '@typescript-eslint/no-unsafe-return': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/prefer-promise-reject-errors': 'error',
  '@typescript-eslint/return-await': ['error', 'in-try-catch'],
  '@typescript-eslint/no-deprecated': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false }],
};

/** A cast by way of `unknown` says nothing but "trust me". */
const noDoubleCast = {
  selector: 'TSAsExpression > TSAsExpression.expression',
  message: 'A double cast hides a wrong type; check the value instead.',
};

/** The domain is told the time and the dice: it never asks. */
const purity = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The domain has no clock: take the time as an argument.' },
  { selector: "CallExpression[callee.name='Date']", message: 'The domain has no clock: take the time as an argument.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'The domain has no clock: take the time as an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'The domain has no dice: take the number as an argument.' },
];

const LIBS = ['domain', 'sources', 'event-store', 'projections', 'proof', 'answers', 'effects', 'runtime'];
const APPS = ['ingress', 'worker', 'rehearsal', 'cli'];

/** Within a lib paths are relative; from one lib to another there is only the front door, `#name`. */
const stayInside = (folder, others) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+((libs|apps|test|bench)/|(${others.join('|')})/)`,
            message: 'Enter another lib by its front door: #name.',
          },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist*/', 'node_modules/', '.catraca/', 'coverage/'] },
  {
    files: ['**/*.ts', '**/*.mjs', '**/*.cjs'],
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: { ...ceilings, 'no-var': 'error', 'prefer-const': 'error', eqeqeq: ['error', 'always'], 'no-restricted-syntax': ['error', noDoubleCast] },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: typed,
  },
  { files: ['libs/domain/src/**/*.ts'], ignores: ['**/*.spec.ts'], rules: { 'no-restricted-syntax': ['error', noDoubleCast, ...purity] } },
  ...LIBS.map((lib) => stayInside(`libs/${lib}`, LIBS.filter((other) => other !== lib))),
  ...APPS.map((app) => stayInside(`apps/${app}`, [...LIBS, ...APPS.filter((other) => other !== app)])),
);
