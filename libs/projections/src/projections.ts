import {
  accessTimeKeys,
  blockKeys,
  brakeKeys,
  catalogKeys,
  claimRequestKeys,
  entitlementKeys,
  evolveAccessTime,
  evolveBlock,
  evolveBrake,
  evolveCatalog,
  evolveClaimRequest,
  evolveEntitlement,
  evolveIdentity,
  evolveMemberBadges,
  evolvePayment,
  evolvePendingGrant,
  evolveReview,
  identityKeys,
  memberBadgesKeys,
  paymentKeys,
  pendingGrantKeys,
  reviewKeys,
  type AccessTime,
  type Block,
  type BrakeRow,
  type CatalogRow,
  type ClaimRequest,
  type Entitlement,
  type Identity,
  type MemberBadges,
  type Payment,
  type PendingGrant,
  type Review,
} from '#domain';
import type { Projection } from './projection.js';

/** Edition 2: payments at Cativa's paywalls are sales of their own. */
const entitlements: Projection<Entitlement> = { name: 'entitlements', fold: 2, keysOf: entitlementKeys, evolve: evolveEntitlement };
const identities: Projection<Identity> = { name: 'identities', fold: 1, keysOf: identityKeys, evolve: evolveIdentity };
const pendingGrants: Projection<PendingGrant> = { name: 'pending_grants', fold: 1, keysOf: pendingGrantKeys, evolve: evolvePendingGrant };
/** Edition 4: a badge that comes after its removal may be ours, also when only one of two tries had no answer. */
const memberBadges: Projection<MemberBadges> = { name: 'member_badges', fold: 4, keysOf: memberBadgesKeys, evolve: evolveMemberBadges };
const catalog: Projection<CatalogRow> = { name: 'catalog', fold: 1, keysOf: catalogKeys, evolve: evolveCatalog };
const brake: Projection<BrakeRow> = { name: 'brake', fold: 1, keysOf: brakeKeys, evolve: evolveBrake };

const payments: Projection<Payment> = { name: 'payments', fold: 1, keysOf: paymentKeys, evolve: evolvePayment };
const reviews: Projection<Review> = { name: 'reviews', fold: 1, keysOf: reviewKeys, evolve: evolveReview };

const blocks: Projection<Block> = { name: 'blocks', fold: 1, keysOf: blockKeys, evolve: evolveBlock };
const claimRequests: Projection<ClaimRequest> = { name: 'claim_requests', fold: 1, keysOf: claimRequestKeys, evolve: evolveClaimRequest };
const accessTimes: Projection<AccessTime> = { name: 'access_times', fold: 1, keysOf: accessTimeKeys, evolve: evolveAccessTime };

/** All projections: one line each. */
export const projections: readonly Projection[] = [
  entitlements,
  payments,
  identities,
  pendingGrants,
  memberBadges,
  catalog,
  brake,
  reviews,
  blocks,
  claimRequests,
  accessTimes,
];
