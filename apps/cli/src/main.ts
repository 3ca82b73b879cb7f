#!/usr/bin/env node
import 'reflect-metadata';
import { CommanderError } from 'commander';
import { existsSync } from 'node:fs';
import { failureOf } from './context.js';
import { EXIT } from './exit.js';
import { catraca } from './program.js';

/** A pipe that closes early (`catraca tail | head`) is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.no));

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await catraca().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  else {
    const { code, sentence } = failureOf(error);
    if (sentence) process.stderr.write(`${sentence}\n`);
    process.exitCode = code;
  }
}
