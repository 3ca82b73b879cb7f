import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { LANGUAGES } from '#texts';
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { FIRST_START_MS, openBrowser } from '../support/browser.js';
import { openClaimPage, type ClaimPage } from '../support/claim-page.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let claim: ClaimPage;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  house = await openHouse();
  claim = await openClaimPage(house);
}, FIRST_START_MS);
afterAll(async () => {
  await browser.close();
  await claim.close();
  await house.close();
});

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
let places = 0;

/** A window of one's own, without JavaScript, on a network address of its own. */
const openWindow = async (viewport: { width: number; height: number }, locale = 'pt-BR', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> => {
  places += 1;
  const extraHTTPHeaders = { 'x-forwarded-for': `10.9.0.${places}` };
  return (await browser.newContext({ viewport, locale, colorScheme, javaScriptEnabled: false, extraHTTPHeaders })).newPage();
};

/** Where a person wants to look: `SHOTS=<folder>` keeps a picture of each page. */
const shoot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

const split = async (tag: string) => {
  await buyer(house, `${tag}paid`).says('purchase-approved', -1);
  const id = buyer(house, `${tag}member`).signUp();
  await house.settled();
  return { id, address: `${tag}paid@example.com`, code: `HP${tag}paid`, member: `${tag}member@example.com` };
};

/** What stands on the page as who cannot see it hears it. */
const heard = async (page: Page): Promise<string> => page.locator('body').ariaSnapshot();

/** A page that is wider than its window must be pushed to and fro to be read. */
const fitsIn = async (page: Page): Promise<boolean> => {
  const width = page.viewportSize()?.width ?? 0;
  const boxes = await Promise.all(
    (await page.locator('main, nav, input:not([type=hidden]), textarea, button, h1').all()).map(async (part) => part.boundingBox()),
  );
  return boxes.every((box) => box !== null && box.x >= 0 && box.x + box.width <= width);
};

describe.each([
  ['a phone', PHONE],
  ['a desk', DESKTOP],
])('on %s, without JavaScript', (where, viewport) => {
  test('a buyer brings the purchase over, with the keyboard alone', async () => {
    const ana = await split(`ana${viewport.width}`);
    const page = await openWindow(viewport);
    await page.goto(`${claim.url}/claim`);
    await page.getByRole('link', { name: 'English' }).focus();
    // Past the last language, the next stop is the first field, and so on down to the button.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    // Words as a whole: driven key by key, Chromium 150 keeps the last key only.
    for (const typed of [ana.address, ana.code, ana.member]) {
      await page.keyboard.insertText(typed);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**/claim/codes?lang=pt-BR');
    await page.getByLabel('Código enviado ao e-mail da compra').focus();
    await page.keyboard.insertText(await claim.codeFor(ana.address));
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(await claim.codeFor(ana.member));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/claim/done?lang=pt-BR');
    expect(await page.locator('h1').textContent()).toBe('Pronto');
    await house.holds(ana.id, 'premium');
    await page.context().close();
  });

  test.each(LANGUAGES)('every page in %s has one heading, labels for all fields, and fits', async (language) => {
    const page = await openWindow(viewport, language);
    for (const path of ['', '/codes', '/request', '/done', '/requested']) {
      await page.goto(`${claim.url}/claim${path}`);
      await shoot(page, `${where.replace(' ', '-')}-${language}${path.replace('/', '-') || '-start'}`);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.locator('h1').count()).toBe(1);
      const [fields, named] = [page.locator('input:not([type=hidden]), textarea'), page.getByRole('textbox', { name: /\S/ })];
      expect(await named.count()).toBe(await fields.count());
      expect(await fitsIn(page)).toBe(true);
    }
    await page.goto(`${claim.url}/claim`);
    await page.locator('button').click();
    await shoot(page, `${where.replace(' ', '-')}-${language}-faults`);
    expect(await fitsIn(page)).toBe(true);
    await page.context().close();
  });
});

describe('who makes a mistake', () => {
  test('is led to the summary, and from there to the field', async () => {
    const page = await openWindow(PHONE, 'en');
    await page.goto(`${claim.url}/claim`);
    await page.getByLabel('Transaction code').fill('what is this?');
    await page.getByRole('button').click();
    expect(await page.title()).toMatch(/^Error: /);
    const focused = page.locator('.faults:focus');
    expect(await focused.count()).toBe(1);
    expect(await heard(page)).toContain('- alert');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('!');
    const code = page.getByLabel('Transaction code');
    expect(await code.inputValue()).toContain('!');
    expect(await code.getAttribute('aria-invalid')).toBe('true');
    await page.context().close();
  });

  test('can go on in another language in the middle of it', async () => {
    const page = await openWindow(DESKTOP, 'es', 'dark');
    await page.goto(`${claim.url}/claim/codes`);
    await page.getByLabel(/la compra|compraste/).fill('123456');
    await page.getByLabel(/tu cuenta/).fill('654321');
    await page.getByRole('button').click();
    expect(await page.locator('.faults').textContent()).toContain('No coincide');
    await shoot(page, 'a-desk-es-not-right-dark');
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('h1').textContent()).toBe('Enter the codes');
    await page.context().close();
  });
});
