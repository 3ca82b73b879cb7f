import { memoryEventStore } from '#event-store';
import { describe } from '@jest/globals';
import { eventStoreContract } from './event-store.contract.js';

describe('the event store in memory', () => eventStoreContract(() => memoryEventStore(() => new Date())));
