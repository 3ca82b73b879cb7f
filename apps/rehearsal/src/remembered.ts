import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { FakeCativa } from './fake-cativa.js';

interface Remembered {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly badges: readonly string[];
}

/** Brings back the members of an earlier rehearsal: the log remembers them, so the community must too. */
export const recall = (cativa: FakeCativa, file: string): void => {
  if (!existsSync(file)) return;
  const members = JSON.parse(readFileSync(file, 'utf8')) as readonly Remembered[];
  for (const { badges, ...person } of members) {
    const { id } = cativa.signUp(person);
    badges.forEach((badge) => cativa.giveByHand(id, badge));
  }
};

/** Writes the members down for the next rehearsal. */
export const remember = (cativa: FakeCativa, file: string): void => {
  const members = cativa.members().map(({ id, email, name, badges }): Remembered => ({ id, email, name, badges }));
  writeFileSync(file, JSON.stringify(members), { mode: 0o600 });
};
