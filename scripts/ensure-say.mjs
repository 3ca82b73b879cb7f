import { spawn } from 'node:child_process';

/** A failure whose message is all that a person needs. */
export class Trouble extends Error {}

/** Progress and troubles go to stderr: stdout belongs to the command that comes after. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const running = new Set();

/** End what we began, and wait until it has ended: a half-stopped npm must not write beside the next one. */
export async function endAll() {
  await Promise.all([...running].map((child) => new Promise((resolve) => {
    const impatient = setTimeout(() => child.kill('SIGKILL'), 3_000);
    child.once('close', () => resolve(clearTimeout(impatient)));
    child.kill('SIGTERM');
  })));
}

/** Run a program to its end, its words kept back; they are shown by whoever needs them. */
export function run(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    child.once('close', () => running.delete(child));
    let output = '';
    const hear = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => {
      running.delete(child);
      resolve({ code: 1, output: error.message });
    });
    child.once('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}
