import { gatewayLookups, type Lookups } from '#effects';
import type { FileSettings } from './settings.js';

/** Who can be asked, by channel: those for which the settings have a key. */
export const channelLookups = ({ channels }: Pick<FileSettings, 'channels'>): ReadonlyMap<string, Lookups> =>
  new Map(Object.entries(channels).flatMap(([name, { lookup }]) => (lookup ? [[name, gatewayLookups(lookup)]] : [])));
