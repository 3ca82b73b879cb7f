import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { freePort, openClaimPage, wordsOf, type ClaimPage, type Visitor } from '../support/claim-page.js';
import type { Answer } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';
import { startSignInProvider, type SignInProvider } from '../support/sign-in-provider.js';
import { buyer } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let page: ClaimPage;
let provider: SignInProvider;
beforeAll(async () => {
  house = await openHouse();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  provider = await startSignInProvider(`${publicUrl}/claim/callback`);
  page = await openClaimPage(house, { claim: { publicUrl, signIn: provider.client } }, port);
});
afterAll(async () => {
  await page.close();
  await provider.close();
  await house.close();
});

const split = async (tag: string) => {
  await buyer(house, `${tag}paid`).says('purchase-approved', -1);
  const id = buyer(house, `${tag}member`).signUp();
  await house.settled();
  return { id, form: { address: `${tag}paid@example.com`, code: `HP${tag}paid` } };
};

/** To the provider, through its log-in, and to the address that it sends the browser back to. */
const atProvider = async (visitor: Visitor, member: string): Promise<string> => {
  provider.member = member;
  const leave = await visitor.get('/claim/sign-in?lang=en');
  expect(leave.status).toBe(303);
  const back = await provider.visit(String(leave.headers.location));
  expect(back.startsWith(`${page.url}/claim/callback?`)).toBe(true);
  return back.slice(page.url.length);
};
const signIn = async (visitor: Visitor, member: string): Promise<Answer> => visitor.get(await atProvider(visitor, member));

test('a member who signed in proves the purchase alone, and the badge opens', async () => {
  const ana = await split('ana');
  const visitor = page.visitor();
  const first = await visitor.get('/claim?lang=en');
  expect(wordsOf(first)).toContain('Sign in with Cativa');
  expect(first.text).not.toContain('<form');
  expect(first.headers['content-security-policy']).toContain(`form-action 'self' ${provider.issuer};`);
  expect(await signIn(visitor, ana.id)).toMatchObject({ status: 303, headers: { location: '/claim?lang=en' } });
  expect(wordsOf(await visitor.get('/claim?lang=en'))).toContain('You are signed in');
  expect(await visitor.post('/claim?lang=en', ana.form)).toMatchObject({ status: 303, headers: { location: '/claim/codes?lang=en' } });
  const done = await visitor.fill('/claim/codes?lang=en', { purchaseCode: await page.codeFor(ana.form.address) });
  expect(done).toMatchObject({ status: 303, headers: { location: '/claim/done?lang=en' } });
  await house.holds(ana.id, 'premium');
  expect(page.mails.some(({ to }) => to === 'anamember@example.com')).toBe(false);
});

test('the sale goes to whoever signed in, not to an address that was typed', async () => {
  const bia = await split('bia');
  const visitor = page.visitor();
  await signIn(visitor, bia.id);
  await visitor.fill('/claim', { ...bia.form, member: 'anamember@example.com' });
  await visitor.fill('/claim/codes', { purchaseCode: await page.codeFor(bia.form.address), memberCode: '' });
  await house.holds(bia.id, 'premium');
});

test('nobody comes back for another browser, and nobody comes back twice', async () => {
  const carla = await split('carla');
  const visitor = page.visitor();
  const back = await atProvider(visitor, carla.id);
  const stranger = page.visitor();
  await stranger.get('/claim');
  expect((await stranger.get(back)).status).toBe(400);
  expect((await page.visitor().get(back)).status).toBe(400);
  const again = { ...page.visitor(), cookie: visitor.cookie };
  expect((await visitor.get(back)).status).toBe(303);
  expect((await visitor.get(back)).status).toBe(400);
  expect((await page.visitor().get(back, { cookie: again.cookie })).status).toBe(400);
});

test.each([
  ['no code', '/claim/callback?state=x'],
  ['an error', '/claim/callback?error=access_denied&state=x'],
  ['nothing', '/claim/callback'],
])('a return with %s leads back to the start, in words', async (_, path) => {
  const visitor = page.visitor();
  await visitor.get('/claim?lang=en');
  const answer = await visitor.get(`${path}${path.includes('?') ? '&' : '?'}lang=en`);
  expect(answer.status).toBe(400);
  expect(wordsOf(answer)).toContain('Signing in did not work');
});

test('who has not signed in cannot ask about a purchase', async () => {
  const visitor = page.visitor();
  await visitor.get('/claim/request?lang=en');
  const answer = await visitor.post('/claim?lang=en', { address: 'anapaid@example.com', code: 'HPanapaid' });
  expect(answer.status).toBe(403);
  expect(wordsOf(answer)).toContain('Please sign in first');
});

test('a provider that does not answer is told in words, and asked again by the next visitor', async () => {
  const dead = await openClaimPage(house, { claim: { publicUrl: page.url, signIn: { ...provider.client, issuer: 'http://127.0.0.1:9' } } });
  const answer = await dead.visitor().get('/claim/sign-in?lang=es');
  await dead.close();
  expect(answer.status).toBe(400);
  expect(wordsOf(answer)).toContain('No fue posible entrar');
});
