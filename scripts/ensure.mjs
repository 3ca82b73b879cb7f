// Makes sure that the dependencies, and with --build also dist, are there and current. Silent when they are.
// Runs before anything is installed: plain JavaScript, no packages, Node 18 or newer.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded, isBuilt } from './ensure-build.mjs';
import { installIfNeeded, isInstalled } from './ensure-install.mjs';
import { Trouble, say } from './ensure-say.mjs';
import { takeLock } from './ensure-lock.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const flags = process.argv.slice(2);
const wanted = { build: flags.includes('--build') || flags.includes('--rebuild'), always: flags.includes('--rebuild') };

/** One process at a time installs and builds; whoever waited looks again, and mostly finds nothing left to do. */
async function main() {
  if (isCurrent()) return;
  mkdirSync(join(root, '.catraca'), { recursive: true });
  const release = await takeLock(join(root, '.catraca', 'ensure.lock'));
  try {
    await installIfNeeded(root);
    checkNode();
    if (wanted.build) await buildIfNeeded(root, wanted.always);
  } finally {
    release();
  }
}

function isCurrent() {
  return isInstalled(root) && !wanted.always && (!wanted.build || isBuilt(root));
}

/** Linux gets its Node as a dependency; elsewhere the machine's own must be new enough. */
function checkNode() {
  if (existsSync(join(root, 'node_modules', '.bin', 'node'))) return;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 16)) return;
  throw new Trouble(`This needs Node 24.16 or newer, and this one is ${process.versions.node}.`);
}

main().catch((error) => {
  say(error instanceof Trouble ? error.message : `Preparing failed: ${error?.stack ?? error}`);
  process.exitCode = 1;
});
