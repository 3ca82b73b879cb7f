import type { MailTexts } from './mail-texts.js';

const FOOTER = 'You received this email because a purchase was made with this address.';

export const en: MailTexts = {
  invitation: ({ kind, name, products: [first, ...others], community }) => {
    const bought = others.length > 0 ? 'your purchases' : (first ?? 'your purchase');
    const shared = {
      button: 'Create my account',
      linkHint: 'If the button does not work, copy this address into your browser:',
      footer: ['Do you have an account with another address? Reply to this email and we will help you.', FOOTER],
      stopLabel: 'Stop sending me reminders',
    };
    const greeting = name ? `Hello ${name},` : 'Hello,';
    const howTo = `create your account in the ${community} community with this same address, the one this email was sent to.`;
    if (kind === 'reminder') {
      return {
        ...shared,
        subject: `Reminder: your access to ${bought} is waiting for you`,
        preview: 'Only your account is missing. Your access is still reserved.',
        title: 'Your access is waiting for you',
        opening: [greeting, 'Just a friendly reminder: your purchase is confirmed, and your access is still reserved for you.'],
        closing: [`Whenever you like, ${howTo}`, 'As soon as the account exists, your access opens by itself.'],
      };
    }
    return {
      ...shared,
      subject: `One more step to open ${bought}`,
      preview: 'Create your account with this address, and your access opens by itself.',
      title: 'One more step',
      opening: [greeting, 'We have received the confirmation of your purchase. Thank you!'],
      closing: [`Now ${howTo}`, 'Your access then opens by itself: there is nothing else for you to do.'],
    };
  },

  claimCode: ({ code, minutes, purpose }) => {
    const reason =
      purpose === 'purchase'
        ? 'Use this code to confirm that the purchase made with this address is yours:'
        : 'Use this code to confirm that this is the address of your account in the community:';
    return {
      subject: `${code} is your confirmation code`,
      preview: purpose === 'purchase' ? 'To confirm that the purchase is yours.' : 'To confirm that the account is yours.',
      title: 'Your confirmation code',
      opening: [reason],
      closing: [
        `The code is valid for ${minutes === 1 ? '1 minute' : `${minutes} minutes`} and can be used once.`,
        'Nobody on our team will ask you for this code. Tell it to no one: type it only into the page where you requested it.',
      ],
      footer: ['Did you not ask for it? Then you can ignore this email: without the code, nothing changes.'],
    };
  },

  claimed: ({ product }) => ({
    subject: `Your purchase was moved to another account: ${product}`,
    preview: 'If this was not you, reply to this email.',
    title: 'Your purchase was moved',
    opening: ['This purchase, made with this address, now belongs to another account in the community:'],
    closing: [
      'If you asked for this, all is well and there is nothing for you to do.',
      'If it was not you, reply to this email as soon as you can. We will look into it, and the move can be undone.',
    ],
    footer: [FOOTER],
  }),
};
