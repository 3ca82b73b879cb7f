import { blast, type Order } from './blast.js';

/* The load generator is a process of its own: what it costs must not slow what it measures from within. */
process.on('message', (order: Order) => {
  void blast(order).then((heard) => process.send?.(heard));
});
process.once('disconnect', () => process.exit());
