import type { RefusalTable } from './refusal.ts';

/** Refusals that belong to no feature: the edges themselves make them. */
export const platformRefusals = {
  bad_request: 400,
  not_signed_in: 401,
  not_allowed: 403,
  bad_origin: 403,
  not_found: 404,
  too_large: 413,
  unsupported_type: 415,
  id_reused: 409,
  rate_limited: 429,
  cursor_unknown: 400,
  search_too_long: 422,
  search_too_short: 422,
  search_unreadable: 422,
  overloaded: 503,
  database_down: 503,
  storage_full: 507,
  fault: 500,
} as const satisfies RefusalTable;
