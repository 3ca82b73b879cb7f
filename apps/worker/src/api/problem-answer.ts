import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { Text, Whole } from './fields.js';

/** An RFC 9457 problem document. */
export class Problem {
  @Text('Always about:blank: the status says what kind of problem it is', 'about:blank')
  readonly type!: string;
  @Whole('The HTTP status once more', 400)
  readonly status!: number;
  @Text('What is wrong', 'The question cannot be read')
  readonly title!: string;
  @Text('What to do about it', 'asOf: expected an instant with its zone', { required: false })
  readonly detail?: string;
}

const one = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({ status, description, content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } } });

/** Says which problems a route can answer with; 401 and 503 are everybody's. */
export const Problems = (more: Readonly<Record<number, string>> = {}): MethodDecorator & ClassDecorator => {
  const all = { ...more, 401: 'The password is missing or wrong', 503: 'The database cannot be asked just now' };
  return applyDecorators(ApiExtraModels(Problem), ...Object.entries(all).map(([status, description]) => one(Number(status), description)));
};
