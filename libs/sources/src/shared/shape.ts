import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { isObject } from './json.js';

/** A value of the wanted shape, or what is wrong with it. Issues name places and expectations, never values: those may be personal. */
export type Shaped<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly issues: readonly string[] };

const MOST_ISSUES = 20;

const issuesOf = ({ property, constraints = {}, children = [] }: ValidationError, parent: string): readonly string[] => {
  const path = parent === '' ? property : `${parent}.${property}`;
  return [...Object.values(constraints).map((expected) => `${path}: ${expected}`), ...children.flatMap((child) => issuesOf(child, path))];
};

/** Reads plain JSON as a decorated class. Only declared fields are walked; `at` is where the value stood. */
export const shaped = <Value extends object>(type: new () => Value, plain: unknown, at = ''): Shaped<Value> => {
  if (!isObject(plain)) return { ok: false, issues: [`${at || 'body'}: expected an object`] };
  const value = plainToInstance(type, plain, { excludeExtraneousValues: true });
  const errors = validateSync(value, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  const issues = errors.flatMap((error) => issuesOf(error, at)).slice(0, MOST_ISSUES);
  return issues.length === 0 ? { ok: true, value } : { ok: false, issues };
};
