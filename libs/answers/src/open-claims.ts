import type { ClaimRequest } from '#domain';
import type { Queryable } from '#event-store';

/** A request without proof, with what it says. The last three are personal: for a person's eyes, never for a log. */
export interface OpenClaim {
  readonly request: string;
  readonly at: string;
  readonly code: string;
  readonly email: string;
  readonly memberEmail: string;
  readonly message: string;
}

interface Row {
  readonly state: ClaimRequest;
  readonly personal: Readonly<Record<string, string>> | null;
}

/** Requests that nobody has answered, oldest first. */
export const openClaims = async (db: Queryable): Promise<readonly OpenClaim[]> => {
  const text = `select r.state, (select e.personal from events e where e.stream = 'claim-' || r.key and e.type = 'ClaimRequested' order by e.version limit 1) as personal
    from claim_requests r where r.open order by r.state->'asked'->>'at', r.key`;
  const { rows } = await db.query<Row>(text);
  return rows.flatMap(({ state: { request, asked }, personal }) => {
    const { email = '', memberEmail = '', message = '' } = personal ?? {};
    return asked ? [{ request, at: asked.at, code: asked.code, email, memberEmail, message }] : [];
  });
};
