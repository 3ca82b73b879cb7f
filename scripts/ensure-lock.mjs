import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endAll, say, sleep } from './ensure-say.mjs';

/** A folder is the lock, a pid in it says whose; the lock of a process that is gone is removed. */
export async function takeLock(path) {
  for (let told = false; !make(path); ) {
    if (isAbandoned(path)) {
      rmSync(path, { recursive: true, force: true });
      continue;
    }
    if (!told) say('Another command is preparing this folder; waiting for it …');
    told = true;
    await sleep(200);
  }
  const release = () => rmSync(path, { recursive: true, force: true });
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
    process.once(signal, () => {
      void endAll().then(release).then(() => process.exit(code));
    });
  }
  return release;
}

function make(path) {
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(path, 'pid'), String(process.pid));
  return true;
}

function isAbandoned(path) {
  try {
    const pid = Number(readFileSync(join(path, 'pid'), 'utf8'));
    if (pid > 0) return !isAlive(pid);
    return olderThan(path, 5_000);
  } catch {
    return olderThan(path, 5_000); // not signed: either just made, or its maker died at once
  }
}

function olderThan(path, ms) {
  try {
    return Date.now() - statSync(path).mtimeMs > ms;
  } catch {
    return false; // released meanwhile
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
