import { httpBadgeApi, noBadgeApi, worklistBadgeApi, type BadgeApi } from '#effects';
import type { FileSettings } from './settings.js';

/** The executor that the settings name. */
export const badgeExecutor = ({ cativa }: Pick<FileSettings, 'cativa'>): BadgeApi => {
  if (cativa.badges === 'api' && cativa.api) return httpBadgeApi(cativa.api);
  return cativa.badges === 'worklist' ? worklistBadgeApi() : noBadgeApi();
};
