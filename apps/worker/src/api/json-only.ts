import { UnsupportedMediaTypeException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const JSON_TYPE = 'application/json';

/**
 * Lets only JSON in. A browser that knows the password sends it along with a form or a text of any page whatsoever; JSON it
 * sends for another page only after asking (a preflight, which the lock refuses).
 */
export class JsonOnly implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (headers['content-type']?.split(';')[0]?.trim().toLowerCase() === JSON_TYPE) return true;
    throw new UnsupportedMediaTypeException();
  }
}
