import { claimSchema } from './claim-schema.js';

const text = { type: 'string', minLength: 1 } as const;
const secret = { ...text, description: 'Only ever a reference to an environment variable: ${NAME}', pattern: '^\\$\\{[A-Z][A-Z0-9_]*\\}$' } as const;
const template = {
  ...text,
  pattern: '^(GET|POST|PUT|PATCH|DELETE) /.*$',
  description: 'Method and path; {badgeId} and {userId} are filled in',
} as const;

/** Plain http would show the key to everybody on the way, so only on this machine, where a rehearsal has its gateways. */
const lookup = {
  type: 'object',
  additionalProperties: false,
  required: ['key'],
  description: 'How the gateway may be asked for what its webhooks leave open',
  properties: {
    key: secret,
    baseUrl: {
      ...text,
      pattern: '^(https://[^/?#@]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?)/?$',
      description: 'Where its API is, when it is not the usual place (a sandbox): https, a host, no path',
    },
  },
} as const;

const rules = {
  renewalGraceDays: {
    type: 'number',
    minimum: 0,
    maximum: 366,
    description: 'Days that access outlives the paid-until date or the first failed renewal; 7',
  },
  dispute: { enum: ['keep', 'hold'], description: 'While a refund request or a chargeback is open: keep access, or hold it; keep' },
  billing: { enum: ['subscription', 'instalments'], description: 'What a recurring charge pays: its period, or a bit of one price; subscription' },
  accessDays: { type: 'number', exclusiveMinimum: 0, maximum: 36600, description: 'A sale without an end ends so many days after payment' },
  accessMonths: { type: 'integer', minimum: 1, maximum: 1200, description: 'A sale without an end ends so many months after payment' },
  partialRefundEndsAt: {
    type: ['number', 'null'],
    exclusiveMinimum: 0,
    maximum: 100,
    description: 'Percent given back at which access ends; without it a person decides about every partial refund',
  },
  subscriptionEnd: { enum: ['at-end-date', 'at-once'], description: 'When a cancelled subscription ends; at-end-date' },
  trial: { enum: ['grants', 'does-not-grant'], description: 'Whether a trial opens the door; grants' },
} as const;

/** Of a product, in the catalog. */
const policies = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...rules,
    paywall: {
      enum: ['record', 'adopt'],
      description: 'For cativa/<paywall id>: only record what Cativa gives and takes, or take it away with the last reason; record',
    },
  },
} as const;

/** Of the installation: for every product that says nothing else. */
const installationPolicies = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...rules,
    removalBrake: {
      type: 'object',
      additionalProperties: false,
      description: 'How many removals one window takes before a person must say go: max(removals, percent of holders) in so many minutes; 10, 5, 10',
      properties: {
        removals: { type: 'integer', minimum: 0, maximum: 1000000 },
        percent: { type: 'number', minimum: 0, maximum: 100 },
        minutes: { type: 'number', exclusiveMinimum: 0, maximum: 1440 },
      },
    },
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
        signupUrl: { ...text, pattern: '^https?://', description: 'Where a buyer signs up; {email} is filled in' },
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
          lookup,
        },
      },
    },
    mail: {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'smtp'],
      properties: {
        from: { ...text, description: 'Academy <hello@academy.example>' },
        smtp: secret,
        invite: { type: 'boolean', description: 'false: buyers who are no members are not written to' },
        reminderDays: {
          type: 'array',
          maxItems: 10,
          items: { type: 'number', exclusiveMinimum: 0, maximum: 365 },
          description: 'Days after the invitation on which a reminder goes; [] for none',
        },
      },
    },
    claim: claimSchema(secret),
    language: { enum: ['pt-BR', 'en', 'es'] },
    policies: installationPolicies,
    alarms: {
      type: 'object',
      additionalProperties: false,
      description: 'When status and /metrics call the installation unhealthy',
      properties: {
        waitingMinutes: {
          type: 'integer',
          minimum: 1,
          maximum: 525600,
          description: 'A member who paid waits for longer than this, or the tables are behind the log by more; 15',
        },
      },
    },
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
    badges: { type: 'object', additionalProperties: { type: ['string', 'integer'], minLength: 1 }, description: 'name: Cativa badge id' },
  },
} as const;
