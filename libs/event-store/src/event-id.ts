import { v5 } from 'uuid';

const CATRACA = '7d8a3c52-6f0e-5b1a-9c44-2e9f1b7a0c63';

/** The id of a fact is its meaning: a UUIDv5 of its key. */
export const eventIdOf = (key: string): string => v5(key, CATRACA);
