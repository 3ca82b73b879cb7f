import { placeIssues, readBlock, type Issues, type Shape } from './field.js';

/** A value of the wanted shape, or what is wrong with it. */
export type Shaped<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly issues: readonly string[] };

const MOST_ISSUES = 20;

/** Reads plain JSON as a decorated class. Only declared fields are walked; `at` is where the value stood. */
export const shaped = <Value extends object>(shape: Shape<Value>, plain: unknown, at = ''): Shaped<Value> => {
  const issues: Issues = [];
  const value = readBlock(shape, plain, issues);
  if (value === undefined) return { ok: false, issues: [`${at || 'body'}: expected an object`] };
  if (at !== '') placeIssues(issues, 0, at);
  return issues.length === 0 ? { ok: true, value } : { ok: false, issues: issues.slice(0, MOST_ISSUES) };
};
