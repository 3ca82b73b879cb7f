const text = { type: 'string', minLength: 1 } as const;
const secret = { ...text, description: 'Only ever a reference to an environment variable: ${NAME}', pattern: '^\\$\\{[A-Z][A-Z0-9_]*\\}$' } as const;
const template = {
  ...text,
  pattern: '^(GET|POST|PUT|PATCH|DELETE) /.*$',
  description: 'Method and path; {badgeId} and {userId} are filled in',
} as const;

const policies = {
  type: 'object',
  additionalProperties: false,
  properties: {
    renewalGraceDays: { type: 'number', minimum: 0, maximum: 366 },
    dispute: { enum: ['keep', 'hold'] },
    billing: { enum: ['subscription', 'instalments'] },
    accessDays: { type: 'number', exclusiveMinimum: 0, maximum: 36600 },
  },
} as const;

/** The JSON Schema of `catraca.yaml`; `catraca.schema.json` is this, for editors. */
export const settingsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'catraca.yaml',
  type: 'object',
  additionalProperties: false,
  required: ['cativa', 'channels'],
  properties: {
    cativa: {
      type: 'object',
      additionalProperties: false,
      required: ['badges'],
      properties: {
        signupUrl: { ...text, description: 'Where a buyer signs up; {email} is filled in' },
        badges: { enum: ['api', 'worklist', 'none'], description: 'Who carries commands out: Cativa over HTTP, a person with a list, nobody' },
        api: {
          type: 'object',
          additionalProperties: false,
          required: ['baseUrl', 'key', 'assign', 'remove'],
          properties: {
            baseUrl: { ...text, pattern: '^https?://' },
            key: secret,
            assign: template,
            remove: template,
            timeoutMs: { type: 'integer', minimum: 100 },
          },
        },
      },
    },
    channels: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[a-z0-9][a-z0-9-]{0,62}$' },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['source', 'secrets'],
        properties: {
          source: text,
          secrets: { type: 'array', minItems: 1, maxItems: 5, items: secret },
          event: { ...text, description: 'Which event this listener was made for, when the system has one listener an event' },
        },
      },
    },
    mail: { type: 'object', additionalProperties: false, required: ['from', 'smtp'], properties: { from: text, smtp: secret } },
    language: { enum: ['pt-BR', 'en', 'es'] },
    policies,
    rehearsal: { type: 'boolean', description: 'true: test events of gateways count as real' },
    trustProxy: { type: 'boolean', description: 'true: the address of a sender is the one that the proxy in front of the ingress names' },
  },
} as const;

/** The JSON Schema of a catalog file. */
export const catalogSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'catalog.yaml',
  type: 'object',
  additionalProperties: false,
  required: ['products', 'badges'],
  properties: {
    products: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['product', 'badges'],
        properties: {
          product: { type: 'string', pattern: '^[a-z0-9-]+/.+$', description: 'source/product id' },
          plan: { type: ['string', 'integer'] },
          offer: { type: ['string', 'integer'] },
          name: text,
          badges: { type: 'array', items: text },
          policies,
        },
      },
    },
    badges: { type: 'object', additionalProperties: { type: ['string', 'integer'] }, description: 'name: Cativa badge id' },
  },
} as const;
