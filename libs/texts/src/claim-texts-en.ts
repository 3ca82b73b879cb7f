import type { ClaimTexts } from './claim-texts-type.js';

const BACK = 'Back to the start';

export const claimEn: ClaimTexts = {
  name: 'English',
  languages: 'Languages',
  errorPrefix: 'Error',
  errorsTitle: 'Please check this',
  optional: 'optional',

  start: {
    title: 'I have already bought, but with another email',
    lead: [
      'Did you pay with one email address, and is your community account under another? Here you bring the purchase to your account.',
      'We then send a confirmation code to each of the two addresses.',
    ],
    button: 'Send me the codes',
    noAccess: 'I can no longer read the email I bought with',
  },
  signIn: {
    title: 'I have already bought, but with another email',
    lead: [
      'Did you pay with one email address, and is your community account under another? Here you bring the purchase to your account.',
      'First sign in to the community, so that we know which account is yours.',
    ],
    button: 'Sign in with Cativa',
  },
  signedIn: 'You are signed in. Now tell us which purchase is yours; we send a code to the address it was made with.',
  codes: {
    title: 'Enter the codes',
    lead: [
      'If what you entered fits together, two emails are on their way: one to the address you bought with, one to the address of your account.',
      'Each holds a code of six digits that is good for 10 minutes. Nothing there? Look in the spam folder.',
    ],
    leadSignedIn: [
      'If what you entered fits together, an email is on its way to the address you bought with.',
      'It holds a code of six digits that is good for 10 minutes. Nothing there? Look in the spam folder.',
    ],
    button: 'Confirm',
    again: 'Start again with other details',
  },
  request: {
    title: 'Ask for help from our team',
    lead: ['Tell us which purchase is yours. Somebody on our team will look at it and write to the address of your account.'],
    button: 'Send request',
    back: 'I can read that email after all',
  },

  address: { label: 'Email you bought with', hint: 'The one the receipt was sent to.' },
  code: { label: 'Transaction code', hint: 'It is in the receipt, for example HP1234567890.' },
  member: { label: 'Email of your community account' },
  purchaseCode: { label: 'Code sent to the email you bought with' },
  memberCode: { label: 'Code sent to the email of your account' },
  requester: { label: 'Your name' },
  message: { label: 'Message', hint: 'Anything that helps us to find the purchase: when it was, how you paid. At most 500 characters.' },

  wrongAddress: 'Enter a whole email address, such as ana@example.com.',
  wrongCode: 'Enter the transaction code as it stands in the receipt: letters, digits and dashes.',
  wrongDigits: 'Enter the six digits of the code.',
  tooLong: (most) => `At most ${most} characters.`,
  notRight: (left) => `That is not right. ${left === 1 ? 'You have one more try.' : `You have ${left} more tries.`}`,
  noLongerGood: 'That is not right, or these codes are no longer good. Start again to get new ones.',
  signInFailed: 'Signing in did not work. Please try again.',
  signInFirst: 'Please sign in first.',

  done: {
    title: 'Done',
    lead: ['The purchase now belongs to your account. Your access opens within a minute.', 'You can close this page.'],
    back: 'I have another purchase',
  },
  requested: {
    title: 'We have received your request',
    lead: ['Somebody on our team will look at it and write to the address of your account. You can close this page.'],
    back: BACK,
  },
  stale: {
    title: 'This page was open for too long',
    lead: ['Please start again. This page needs cookies: if you have switched them off, allow them for this site.'],
    back: BACK,
  },
  limited: (minutes) => ({
    title: 'Too many attempts',
    lead: [minutes === 1 ? 'Please try again in a minute.' : `Please try again in ${minutes} minutes.`],
    back: BACK,
  }),
};
