import { answerWith } from '../stage/child.js';
import { blast, type Order } from './blast.js';

/* The load generator is a process of its own: what it costs must not slow what it measures from within. */
answerWith(async (order: Order) => blast(order));
