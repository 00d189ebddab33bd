import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { isSameAddress } from '../orders/address-line.ts';
import type { Address } from '../orders/protocol.ts';
import { addressesMax, type KeptAddress } from './protocol.ts';

type Book = readonly KeptAddress[];

/** The first one is the default; one that is there already is not there twice. [N2] [N3] */
export function withAdded(book: Book, id: string, address: Address): Book | Refusal {
  if (book.some((kept) => isSameAddress(kept.address, address))) return book;
  if (book.length >= addressesMax) return refuse('addresses_full', { max: addressesMax });
  return [...book, { id, address, isDefault: book.length === 0 }];
}

export function withChanged(book: Book, id: string, address: Address): Book | Refusal {
  if (!book.some((kept) => kept.id === id)) return refuse('address_unknown');
  return book.map((kept) => (kept.id === id ? { ...kept, address } : kept));
}

export function withDefault(book: Book, id: string): Book | Refusal {
  if (!book.some((kept) => kept.id === id)) return refuse('address_unknown');
  return book.map((kept) => ({ ...kept, isDefault: kept.id === id }));
}

/** Of those that are left the newest takes over. A second time there is nothing to remove. [N3] */
export function withRemoved(book: Book, id: string): Book {
  const left = book.filter((kept) => kept.id !== id);
  const newest = left.at(-1);
  if (!newest || left.some(({ isDefault }) => isDefault)) return left;
  return left.map((kept) => ({ ...kept, isDefault: kept === newest }));
}

/** A guest's and an account's become the account's, as many as fit; its own default stays. [N4] */
export function mergeBooks(own: Book, brought: Book): Book {
  return brought.reduce<Book>((merged, { id, address, isDefault }) => {
    const added = withAdded(merged, id, address);
    if ('refused' in added) return merged;
    // Into an empty book the guest's own choice comes along.
    return isDefault && own.length === 0 ? (withDefault(added, id) as Book) : added;
  }, own);
}
