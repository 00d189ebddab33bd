import type { Apply } from './protocol.ts';

/** As they were typed; those of the other kind are kept while one changes one's mind. */
export interface ApplyFields {
  readonly kind: 'shop' | 'product';
  readonly legalName: string;
  readonly registerNumber: string;
  readonly address: string;
  readonly productId: string;
  readonly claim: string;
  readonly meaning: string;
  readonly note: string;
}

type Wanted<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Null while something is missing. */
export function readApplication(fields: ApplyFields, documentIds: string[]): Wanted<Apply> | null {
  const note = fields.note.trim();
  if (documentIds.length === 0) return null;
  if (fields.kind === 'shop') {
    const legalName = fields.legalName.trim();
    const registerNumber = fields.registerNumber.trim();
    const address = fields.address.trim();
    if ([legalName, registerNumber, address].includes('')) return null;
    return { kind: 'shop', legalName, registerNumber, address, note, documentIds };
  }
  const { productId } = fields;
  const claim = fields.claim.trim();
  const meaning = fields.meaning.trim();
  if ([productId, claim, meaning].includes('')) return null;
  return { kind: 'product', productId, claim, meaning, note, documentIds };
}
