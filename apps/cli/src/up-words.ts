import { printLine } from './output.js';
import { rehearsalGateways } from './rehearsal-channels.js';

interface Urls {
  readonly ingress: string;
  readonly admin: string;
}

/** What a person is told once everything is up. */
export const showRunning = ({ ingress, admin }: Urls): void => {
  printLine(`Ingress      ${ingress}/webhooks/<channel>`);
  printLine(`Back office  ${admin ? `${admin}/queues, ${admin}/api/docs` : 'shut (ADMIN_PASSWORD_HASH is not set)'}`);
  printLine('Ctrl-C ends all of it.');
};

/** The command line as another terminal finds this rehearsal with it. */
const catraca = (): string => {
  const folder = process.env['CATRACA_DATA'];
  return folder ? `CATRACA_DATA=${folder} npx catraca` : 'npx catraca';
};

export const showRehearsal = ({ ingress, admin, cativa, password, logs }: Urls & { cativa: string; password: string; logs: string }): void => {
  printLine(`
Everything stays up:
  webhooks     ${ingress}/webhooks/<channel>   (${rehearsalGateways.join(', ')})
  community    ${cativa}
  mails        ${cativa}/mails   (what buyers are written)
  claim page   ${ingress}/claim   ("I paid with another address")
  queues       ${admin}/queues   (any user name, password ${password})
  API          ${admin}/api/docs   (the same)
  logs         ${logs}

In another terminal, send the next purchase and ask why:
  ${catraca()} send hotmart purchase-approved --set email=bia@example.com
  ${catraca()} why bia@example.com
Bia has no account yet, so her badge waits and a mail asks her in: sign her up at ${cativa}/signup?email=bia@example.com and ask again.
The other gateways sell too:
  ${catraca()} send kiwify single-order-approved --set email=caio@example.com

Ctrl-C ends all of it.`);
};
