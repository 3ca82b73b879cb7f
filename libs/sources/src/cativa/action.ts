import { defined, idText, type PaywallPaid } from '#domain';
import { isObject, parsedText, type Json } from '../shared/json.js';

type Opened = 'badge' | 'course' | 'group';
type Content = Partial<Record<Opened, string>>;
type Action = Pick<PaywallPaid['data'], Opened | 'action' | 'actionUnread'>;

/** What each ActionType opens, by Cativa's paywall page; 0 and 6 open nothing, and other numbers may come. */
const OPENS: ReadonlyMap<number | undefined, readonly Opened[]> = new Map([
  [0, []],
  [1, ['course']],
  [2, ['badge']],
  [3, ['group']],
  [4, ['course', 'badge']],
  [5, ['group', 'badge']],
  [6, []],
]);
const EVERYTHING: readonly Opened[] = ['badge', 'course', 'group'];

/** Cativa's page names the ids and never shows them: `CourseId`, `courseId`, `course_id` and `course` are one. */
const KEYS: ReadonlyMap<string, Opened> = new Map(EVERYTHING.flatMap((opened) => [opened, `${opened}id`].map((key) => [key, opened])));

const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');

/** A text that can be an id as it stands: not a piece of JSON that was cut off, not a sentence, not a word for nothing. */
const bareId = (value: unknown): string | undefined => {
  const id = idText(value);
  return id === undefined || /[\s{}[\]"',;]/.test(id) || /^(null|undefined|true|false)$/i.test(id) ? undefined : id;
};

const named = (opened: Opened | undefined, value: unknown): Content => {
  const id = bareId(value);
  return opened === undefined || id === undefined ? {} : { [opened]: id };
};

/** Where only one thing is opened, `Id` can mean nothing else. */
const fromJson = (json: Json, only: Opened | undefined): Content =>
  Object.fromEntries(
    Object.entries(json).flatMap(([key, value]) => {
      const plain = plainKey(key);
      return Object.entries(named(KEYS.get(plain) ?? (plain === 'id' ? only : undefined), value));
    }),
  );

const LONGEST_PAYLOAD = 2_000;

/** The payload is JSON in a text, JSON in JSON in a text, an id, or what the JSON says already. */
const unwrapped = (payload: unknown, layers = 2): unknown => {
  if (typeof payload !== 'string' || payload.length > LONGEST_PAYLOAD || layers === 0) return payload;
  const inner = parsedText(payload);
  return isObject(inner) || typeof inner === 'string' ? unwrapped(inner, layers - 1) : payload;
};

const contentOf = (payload: unknown, opens: readonly Opened[]): Content => {
  const only = opens.length === 1 ? opens[0] : undefined;
  const inner = unwrapped(payload);
  const content = isObject(inner) ? fromJson(inner, only) : named(only, inner);
  return Object.fromEntries(Object.entries(content).filter(([opened]) => opens.some((open) => open === opened)));
};

const isBlank = (payload: unknown): boolean => payload === undefined || payload === null || (typeof payload === 'string' && payload.trim() === '');

/** What an action without a number, or with another one, opens nobody knows: it is unread where its payload gave nothing. */
const isUnread = (action: number | undefined, payload: unknown, content: Content): boolean => {
  const opens = OPENS.get(action);
  if (opens !== undefined) return opens.some((opened) => content[opened] === undefined);
  return Object.keys(content).length === 0 && (action === undefined || !isBlank(payload));
};

/** Some serializers write numbers as texts. */
const actionNumber = (type: unknown): number | undefined => {
  const number = typeof type === 'string' && /^\d{1,9}$/.test(type.trim()) ? Number(type) : type;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};

/**
 * What a paywall did when it was paid, from its `ActionType` and `ActionPayload` as they were sent. Cativa carries the action
 * out itself, so that what cannot be read is only flagged, never refused.
 */
export const actionOf = (type: unknown, payload: unknown): Action => {
  const action = actionNumber(type);
  const content = contentOf(payload, OPENS.get(action) ?? EVERYTHING);
  return defined({ action, ...content, actionUnread: isUnread(action, payload, content) || undefined });
};
