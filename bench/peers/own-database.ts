import { withClient } from './webhooks-table.js';

/** A database for one peer, beside the product's on the same server. */
export interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes an empty database, in the place of one of that name that was left behind. */
export const ownDatabase = async (superuserUrl: string, name: string): Promise<OwnDatabase> => {
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  const drop = async (): Promise<void> =>
    withClient(superuserUrl, async (client) => void (await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)));
  await drop();
  await withClient(superuserUrl, async (client) => void (await client.query(`create database ${client.escapeIdentifier(name)}`)));
  return { url: url.href, drop };
};
