import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble, run, say } from './ensure-say.mjs';

const FOLDERS = ['apps', 'libs', 'bench', 'test'];
const FILES = ['package.json', '.swcrc', 'scripts/ensure-build.mjs'];

/** True when dist was made from exactly these files: the same names, sizes and times. */
export function isBuilt(root) {
  try {
    return readFileSync(join(root, 'dist', '.stamp'), 'utf8') === fingerprint(root);
  } catch {
    return false;
  }
}

/** Built beside and then exchanged: a failed build leaves the old dist, and a running program loses nothing for long. */
export async function buildIfNeeded(root, always) {
  if (!always && isBuilt(root)) return;
  const began = Date.now();
  say('Building …');
  const stamp = fingerprint(root);
  const fresh = join(root, 'dist.new');
  rmSync(fresh, { recursive: true, force: true });
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const args = [...folders, '-d', 'dist.new', '--copy-files', '--log-watch-compilation', 'false'];
  const result = await run(join(root, 'node_modules', '.bin', 'swc'), args, { cwd: root });
  if (result.code !== 0) throw new Trouble(`${complaint(result.output)}\nThe build failed; dist is as it was.`);
  chmodSync(join(fresh, 'apps', 'cli', 'src', 'main.js'), 0o755); // `npx catraca` runs it as a program
  writeFileSync(join(fresh, '.stamp'), stamp);
  exchange(root, fresh);
  say(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

/** The place in the source and what is wrong there, without the compiler's own stack. */
function complaint(output) {
  return output.replace(/\n\s*Caused by:[\s\S]*?(?=\n(Successfully|Failed|$))/g, '').replace(/\nError: Failed to compile:[\s\S]*/, '').trim();
}

function exchange(root, fresh) {
  const old = join(root, 'dist.old');
  const dist = join(root, 'dist');
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

function fingerprint(root) {
  const hash = createHash('sha256');
  for (const file of FILES) note(hash, root, file);
  for (const folder of FOLDERS) walk(hash, root, folder);
  return `${hash.digest('hex')}\n`;
}

function walk(hash, root, folder) {
  if (!existsSync(join(root, folder))) return;
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) walk(hash, root, path);
    else note(hash, root, path);
  }
}

function note(hash, root, path) {
  const { size, mtimeMs } = statSync(join(root, path));
  hash.update(`${path} ${size} ${mtimeMs}\n`);
}
