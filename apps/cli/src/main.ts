#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { existsSync } from 'node:fs';
import { brakeCommand } from './brake.js';
import { catalogCommand } from './catalog.js';
import { failureOf } from './context.js';
import { doctorCommand } from './doctor.js';
import { EXIT } from './exit.js';
import { migrateCommand } from './migrate.js';
import { replayCommand } from './replay.js';
import { reviewCommand } from './review.js';
import { rereadCommand } from './reread.js';
import { roleCommands } from './role.js';
import { sendCommand } from './send.js';
import { statusCommand } from './status.js';
import { tailCommand } from './tail.js';
import { upCommand } from './up.js';
import { verifyCommand } from './verify.js';
import { whyCommand } from './why.js';
import { worklistCommand } from './worklist.js';

/** A pipe that closes early (`catraca tail | head`) is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.no));

const program = new Command('catraca')
  .description('Turns purchases into access: gateway webhooks in, community badges out, every step on record.')
  .showHelpAfterError('(catraca --help lists the commands)')
  .exitOverride();

upCommand(program);
roleCommands(program);
[migrateCommand, doctorCommand, statusCommand, whyCommand, replayCommand, verifyCommand, rereadCommand].forEach((command) => command(program));
[catalogCommand, reviewCommand, worklistCommand, brakeCommand, sendCommand, tailCommand].forEach((command) => command(program));
const inherit = (command: Command): void => command.commands.forEach((child) => inherit(child.copyInheritedSettings(command)));
inherit(program);

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  else {
    const { code, sentence } = failureOf(error);
    if (sentence) process.stderr.write(`${sentence}\n`);
    process.exitCode = code;
  }
}
