import type { Badge, Verification } from '../protocol.ts';
import { stateOf } from '../verification.ts';
import { readDocuments } from './documents-store.ts';
import type { VerificationNeeds } from './needs.ts';
import { readRecord, type VerificationRow } from './store.ts';
import { readAbout, sumIn } from './words.ts';

/** For the shop's merchants and for operators: all of it. */
export async function shownOf(needs: VerificationNeeds, rows: readonly VerificationRow[]): Promise<Verification[]> {
  const ids = rows.map(({ id }) => id);
  const about = await readAbout(needs, needs.sql, rows);
  const [documents, record] = [await readDocuments(needs.sql, ids), await readRecord(needs.sql, ids)];
  const people = [...rows.map(({ appliedBy }) => appliedBy), ...record.map(({ byId }) => byId)];
  const names = await needs.namesOf(needs.sql, [...new Set(people)]);
  return rows.map(({ acceptedSum, stage, appliedBy, decidedBy: _, ...row }) => {
    const words = sumIn(about, row);
    return {
      ...row,
      words,
      kind: row.productId === null ? 'shop' : 'product',
      shopName: about.shops.get(row.shopId)!.name,
      productTitle: row.productId === null ? '' : about.products.get(row.productId)!.title,
      state: stateOf({ stage, acceptedSum, endsAt: row.endsAt }, words, needs.now()),
      by: names.get(appliedBy) ?? '',
      documents: documents
        .filter(({ verificationId }) => verificationId === row.id)
        .map(({ id, name, kind, bytes }) => ({ id, name, kind, bytes })),
      record: record
        .filter(({ verificationId }) => verificationId === row.id)
        .map(({ at, act, byId, text }) => ({ at, act, by: names.get(byId) ?? '', text })),
    };
  });
}

/** For everybody: those that hold at this moment. [V6] [V7] */
export async function badgesOf(needs: VerificationNeeds, rows: readonly VerificationRow[]): Promise<Badge[]> {
  if (rows.length === 0) return [];
  const about = await readAbout(needs, needs.sql, rows);
  const now = needs.now();
  const holding = rows.filter((row) => stateOf(row, sumIn(about, row), now) === 'holds');
  const names = await needs.namesOf(needs.sql, [...new Set(holding.flatMap(({ decidedBy }) => decidedBy ?? []))]);
  return holding.map(({ id, productId, claim, meaning, legalName, registerNumber, address, endsAt, ...row }) => ({
    ...{ id, claim, meaning, legalName, registerNumber, address, endsAt },
    kind: productId === null ? 'shop' : 'product',
    by: names.get(row.decidedBy!) ?? '',
    at: row.decidedAt!,
  }));
}
