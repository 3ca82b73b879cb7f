import { Command } from 'commander';
import { blockCommand } from './block.js';
import { brakeCommand } from './brake.js';
import { catalogCommand } from './catalog.js';
import { claimCommand } from './claim.js';
import { doctorCommand } from './doctor.js';
import { membersCommand } from './members.js';
import { giftCommand } from './gift.js';
import { migrateCommand } from './migrate.js';
import { replayCommand } from './replay.js';
import { restoredCommand } from './restored.js';
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

/** Every command of `catraca`: one line each. */
export const catraca = (): Command => {
  const program = new Command('catraca')
    .description('Turns purchases into access: gateway webhooks in, community badges out, every step on record.')
    .showHelpAfterError('(catraca --help lists the commands)')
    .exitOverride();

  upCommand(program);
  roleCommands(program);
  [migrateCommand, doctorCommand, statusCommand, whyCommand, replayCommand, verifyCommand, rereadCommand].forEach((command) => command(program));
  [
    catalogCommand,
    membersCommand,
    reviewCommand,
    giftCommand,
    blockCommand,
    claimCommand,
    worklistCommand,
    brakeCommand,
    restoredCommand,
    sendCommand,
    tailCommand,
  ].forEach((command) => command(program));
  const inherit = (command: Command): void => command.commands.forEach((child) => inherit(child.copyInheritedSettings(command)));
  inherit(program);
  return program;
};
