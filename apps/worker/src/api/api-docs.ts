import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ApiModule } from './api.module.js';

export const DOCS_PATH = '/api/docs';

const description = `What \`catraca status\`, \`review list\` and \`why\` show, as JSON, and what \`gift\` and \`block\` do, behind the password of
the back office (basic auth, any user name). Only the four under "people" change something, and not when asked for a preview. Shapes may
gain fields; they lose none. Errors are problem documents (RFC 9457).`;

const about = new DocumentBuilder()
  .setTitle('Catraca')
  .setDescription(description)
  .setVersion('1')
  .addBasicAuth({ type: 'http', scheme: 'basic' }, 'password')
  .addSecurityRequirements('password')
  .build();

/** The page at /api/docs and its document, made when somebody first asks for it. */
export const mountApiDocs = (app: NestFastifyApplication): void =>
  SwaggerModule.setup(DOCS_PATH, app, () => SwaggerModule.createDocument(app, about, { include: [ApiModule] }), {
    jsonDocumentUrl: `${DOCS_PATH}/openapi.json`,
    raw: ['json'],
    customSiteTitle: 'Catraca API',
    // Without this word the page would show the document, and its own address, to a validator on the internet.
    swaggerOptions: { validatorUrl: 'none' },
  });
