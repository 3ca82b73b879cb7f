import { defined, idText, type PaywallPaid } from '#domain';
import { isObject, parsedText } from '../shared/json.js';
import type { Paywall } from './payload.js';

type Opened = 'badge' | 'course' | 'group';
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

const KEYS: ReadonlyMap<string, Opened> = new Map([
  ['courseid', 'course'],
  ['badgeid', 'badge'],
  ['groupid', 'group'],
]);

const fromJson = (json: Readonly<Record<string, unknown>>): Partial<Record<Opened, string>> =>
  Object.fromEntries(
    Object.entries(json).flatMap(([key, value]) => {
      const [opened, id] = [KEYS.get(key.toLowerCase()), idText(value)];
      return opened === undefined || id === undefined ? [] : [[opened, id]];
    }),
  );

const plainId = (opened: Opened | undefined, id: string | undefined): Partial<Record<Opened, string>> =>
  opened === undefined || id === undefined ? {} : { [opened]: id };

const contentOf = (payload: string, opens: readonly Opened[]): Partial<Record<Opened, string>> => {
  const json = parsedText(payload);
  if (isObject(json)) return fromJson(json);
  if (Array.isArray(json) || opens.length !== 1) return {};
  return plainId(opens[0], idText(typeof json === 'string' ? json : payload));
};

/** Cativa carries the action out itself, so that what cannot be read is only flagged, never refused. */
export const actionOf = ({ ActionType: action, ActionPayload: payload = '' }: Paywall): Action => {
  const opens = OPENS.get(action);
  const content = contentOf(payload, opens ?? []);
  const isUnread = opens === undefined ? payload !== '' && Object.keys(content).length === 0 : opens.some((opened) => content[opened] === undefined);
  return defined({ action, ...content, actionUnread: isUnread || undefined });
};
