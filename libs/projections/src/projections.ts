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

const entitlements: Projection<Entitlement> = { name: 'entitlements', keysOf: entitlementKeys, evolve: evolveEntitlement };
const identities: Projection<Identity> = { name: 'identities', keysOf: identityKeys, evolve: evolveIdentity };
const pendingGrants: Projection<PendingGrant> = { name: 'pending_grants', keysOf: pendingGrantKeys, evolve: evolvePendingGrant };
const memberBadges: Projection<MemberBadges> = { name: 'member_badges', keysOf: memberBadgesKeys, evolve: evolveMemberBadges };
const catalog: Projection<CatalogRow> = { name: 'catalog', keysOf: catalogKeys, evolve: evolveCatalog };
const brake: Projection<BrakeRow> = { name: 'brake', keysOf: brakeKeys, evolve: evolveBrake };

const payments: Projection<Payment> = { name: 'payments', keysOf: paymentKeys, evolve: evolvePayment };
const reviews: Projection<Review> = { name: 'reviews', keysOf: reviewKeys, evolve: evolveReview };

const blocks: Projection<Block> = { name: 'blocks', keysOf: blockKeys, evolve: evolveBlock };
const claimRequests: Projection<ClaimRequest> = { name: 'claim_requests', keysOf: claimRequestKeys, evolve: evolveClaimRequest };
const accessTimes: Projection<AccessTime> = { name: 'access_times', keysOf: accessTimeKeys, evolve: evolveAccessTime };

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
