import type { Language } from './language.js';

/** The page on which a reader stops reminders: before and after. */
export interface StopTexts {
  readonly ask: { readonly title: string; readonly lead: readonly string[]; readonly button: string };
  readonly done: { readonly title: string; readonly lead: readonly string[] };
}

/** What that page says, by language. */
export const stopTexts: Readonly<Record<Language, StopTexts>> = {
  'pt-BR': {
    ask: {
      title: 'Não quer mais lembretes?',
      lead: ['Você continua com direito ao que comprou: basta criar a sua conta quando quiser.'],
      button: 'Parar os lembretes',
    },
    done: { title: 'Pronto, sem mais lembretes', lead: ['Você não vai mais receber lembretes neste e-mail. A sua compra continua valendo.'] },
  },
  en: {
    ask: {
      title: 'No more reminders?',
      lead: ['What you bought stays yours: create your account whenever you like.'],
      button: 'Stop the reminders',
    },
    done: { title: 'Done, no more reminders', lead: ['No more reminders will come to this address. Your purchase is still good.'] },
  },
  es: {
    ask: {
      title: '¿No quieres más recordatorios?',
      lead: ['Lo que compraste sigue siendo tuyo: crea tu cuenta cuando quieras.'],
      button: 'Dejar de recibir recordatorios',
    },
    done: { title: 'Listo, no habrá más recordatorios', lead: ['No llegarán más recordatorios a esta dirección. Tu compra sigue siendo válida.'] },
  },
};
