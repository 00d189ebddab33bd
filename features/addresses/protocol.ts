import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { closed, Id } from '../../platform/kit/schema.ts';
import { Address } from '../orders/protocol.ts';

export const addressesMax = 10;

export const KeptAddress = Type.Object({
  id: Id,
  address: Address,
  isDefault: Type.Boolean({ description: 'The one that a checkout begins with.' }),
});
export type KeptAddress = Static<typeof KeptAddress>;

/**
 * GET  /api/me/addresses -> AddressBook                       one's own, the default first, then the newest
 * POST /api/me/addresses -> AddressBook                       adds one, whose id is the command's; one that is there already stays
 * PUT  /api/me/addresses/:addressId -> AddressBook            changes it
 * POST /api/me/addresses/:addressId/default -> AddressBook
 * POST /api/me/addresses/:addressId/remove -> AddressBook
 */
export const AddressBook = Type.Object({ addresses: Type.Array(KeptAddress) });
export type AddressBook = Static<typeof AddressBook>;
export const SaveAddress = Type.Object({ id: Id, address: Address }, closed);
export type SaveAddress = Static<typeof SaveAddress>;
export const AddressAct = Type.Object({ id: Id }, closed);
export type AddressAct = Static<typeof AddressAct>;

export const refusals = {
  /** details: max */
  addresses_full: 409,
  address_unknown: 404,
} as const satisfies RefusalTable;
