import { instant, type Script, type Step } from './script.js';

const what = (step: Step): string => {
  switch (step.kind) {
    case 'webhook':
      return step.facts.map(({ key, event }) => `webhook ${key}: ${event.type} ${JSON.stringify(event.data)}`).join('; ');
    case 'person':
      return `person: ${step.fact.event.type} ${JSON.stringify(step.fact.event.data)}`;
    case 'cativa':
      return `Cativa: ${step.member} ${step.act}${step.act === 'gives' || step.act === 'takes' ? ` ${step.badge ?? ''}` : ''} (told ${step.late / 1000} s later)`;
    case 'weather':
      return `weather: ${JSON.stringify(step.weather)}`;
    default:
      return step.kind;
  }
};

/** A history, a line a step. */
export const tellStory = ({ members, catalog, brake, steps }: Script): string =>
  [
    `members: ${JSON.stringify(members)}, brake: ${JSON.stringify(brake)}`,
    ...catalog.map(
      ({ product, badges, policies }) =>
        `catalog: ${product} opens ${badges.map(({ id }) => id).join(', ') || 'nothing'} ${JSON.stringify(policies)}`,
    ),
    ...steps.map((step) => `${instant(step.at)} ${what(step)}`),
  ].join('\n');
