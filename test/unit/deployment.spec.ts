import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Service {
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<'postgres' | 'redis' | 'migrate' | 'ingress' | 'worker', Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const text = (file: string): string => readFileSync(file, 'utf8');

describe('docker-compose.yml', () => {
  const compose = parse(text('docker-compose.yml'), { merge: true }) as Compose;
  const { postgres, redis, migrate, ingress, worker } = compose.services;

  test('shows the ingress to the world, the back office to this machine, and the servers to nobody', () => {
    expect(ingress.ports).toEqual(['3000:3000']);
    expect(worker.ports).toEqual(['127.0.0.1:3001:3001']);
    expect([postgres.ports, redis.ports, migrate.ports]).toEqual([undefined, undefined, undefined]);
  });

  test('has a queue server that never evicts and survives a restart', () => {
    expect(redis.command?.join(' ')).toContain('--appendonly yes --maxmemory-policy noeviction');
  });

  test('starts the roles only when the schema is up', () => {
    const wanted = { migrate: { condition: 'service_completed_successfully' }, redis: { condition: 'service_healthy' } };
    expect([ingress.depends_on, worker.depends_on]).toEqual([wanted, wanted]);
  });

  test('gives the worker what the others have, and the address of its back office', () => {
    expect(worker.environment).toEqual({ ...ingress.environment, ADMIN_HOST: '0.0.0.0' });
  });

  test('declares every volume it uses', () => {
    const used = Object.values(compose.services)
      .flatMap(({ volumes }) => volumes ?? [])
      .map((volume) => volume.split(':')[0] ?? '');
    expect(used.filter((name) => !name.startsWith('.') && !(name in compose.volumes))).toEqual([]);
  });
});

describe('.env.example', () => {
  const named = [...text('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);

  test('names every variable that Catraca reads', () => {
    const known = [...text('libs/runtime/src/environment.ts').matchAll(/^ {2}([A-Z_]+)\??(?:: | = )/gm)].map(([, name]) => name);
    expect(known.length).toBeGreaterThan(5);
    expect(known.filter((name) => !named.includes(name))).toEqual([]);
  });

  test('names every variable that docker-compose.yml asks for', () => {
    const asked = [...text('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    expect(asked.filter((name) => !named.includes(name))).toEqual([]);
  });
});
