export { ReadModels0002 } from './migrations/0002-read-models.js';
export { Shapes0005 } from './migrations/0005-shapes.js';
export { People0007 } from './migrations/0007-people.js';
export { PaymentsAndReviews0006 } from './migrations/0006-payments-and-reviews.js';
export { AccessTimes0008 } from './migrations/0008-access-times.js';
export { FoldEditions0010 } from './migrations/0010-fold-editions.js';
