import { expectDiscreet, expectNoFailure } from './discreet.js';
import { Fault } from './engine.js';
import type { Answer } from './raw-http.js';

/** The value of a header. */
export const headerIn = ({ head }: Answer, name: string): string | undefined => new RegExp(`^${name}: (.*)\\r$`, 'im').exec(head)?.[1];

const TAG = /<!doctype html>|<style[^]*?<\/style>|<\/?[a-z]+\d?(\s+(?!on)[a-z-]+(="[^"<>]*")?)*\s*>/g;

/** Nothing but tags and attributes that we write: what was typed is text. */
const checkMarkup = (body: string): void => {
  const rest = /[<>].{0,200}/.exec(body.replace(TAG, ''))?.[0];
  if (rest !== undefined) throw new Fault(`a page in which stands ${rest}`);
};

/** A page that shows only what we wrote, or what they wrote as text; a redirect that stays with us. */
export const checkPage = (answer: Answer, typed: string): void => {
  expectDiscreet(answer, typed);
  expectNoFailure(answer);
  const location = headerIn(answer, 'location');
  if (location !== undefined && !/^\/claim(\/\w+)?\?lang=[\w-]+$/.test(location)) throw new Fault(`sent to ${location}`);
  if (headerIn(answer, 'content-type')?.startsWith('text/html') !== true) return;
  if (headerIn(answer, 'content-security-policy')?.startsWith("default-src 'none'") !== true) throw new Fault('a page without its policy');
  checkMarkup(answer.body);
};
