import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { closed, Id, Lines, linesPattern, Text, TimeMs } from '../../platform/kit/schema.ts';
import { documentKinds } from './document-file.ts';

export const documentBytesMax = 10 * 1024 * 1024;
export const documentsPerApplicationMax = 8;
export const documentsPerShopMax = 200;
export const waitingPerShopMax = 20;
export const verificationsListedMax = 200;
/** An uploaded document that no application names is kept so long. */
export const looseDocumentMs = 24 * 3_600_000;
export const claimCharsMax = 60;
export const meaningCharsMax = 600;
export const noteCharsMax = 1_000;

/** At least one character that is seen. */
const Words = (charsMax: number) =>
  Type.String({ minLength: 1, maxLength: charsMax, pattern: `^(?=[\\s\\S]*\\S)${linesPattern.slice(1)}` });
const Maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/**
 * POST /api/shops/:shopId/verification-documents?name= -> Document      merchant; multipart/form-data with one file
 * GET  /api/verification-documents/:documentId                          merchant of the shop, operator: a download
 * POST /api/shops/:shopId/verifications -> Verification                 merchant; its id is the command's
 * GET  /api/shops/:shopId/verifications -> {verifications}              merchant, newest first
 * POST /api/verifications/:id/withdraw -> Verification                  merchant, while it waits
 * GET  /api/operator/verifications?which=waiting|decided                operator: waiting ones oldest first
 * POST /api/verifications/:id/decide -> Verification                    operator
 * POST /api/verifications/:id/revoke -> Verification                    operator
 * GET  /api/shops/:shopId/badges, /api/products/:productId/badges -> {badges}    everybody; a product's with its shop's
 */
export const Document = Type.Object({
  id: Id,
  name: Type.String(),
  kind: Type.Enum([...documentKinds]),
  bytes: Type.Integer(),
});
export type Document = Static<typeof Document>;
export const DocumentName = Type.Object({ name: Text(120) });

const documentIds = Type.Array(Id, { minItems: 1, maxItems: documentsPerApplicationMax, uniqueItems: true });
const ofShop = { legalName: Words(120), registerNumber: Words(60), address: Words(400) };
const ofProduct = { productId: Id, claim: Text(claimCharsMax), meaning: Words(meaningCharsMax) };
const note = Lines(noteCharsMax);
export const ApplyForShop = Type.Object({ id: Id, kind: Type.Literal('shop'), ...ofShop, note, documentIds }, closed);
export const ApplyForProduct = Type.Object(
  { id: Id, kind: Type.Literal('product'), ...ofProduct, note, documentIds },
  closed,
);
export const Apply = Type.Union([ApplyForShop, ApplyForProduct]);
export type Apply = Static<typeof Apply>;

export const VerificationAct = Type.Object({ id: Id }, closed);
export const Decide = Type.Object(
  {
    id: Id,
    accept: Type.Boolean(),
    text: Lines(noteCharsMax),
    endsAt: Maybe(TimeMs),
    seen: Type.String({ maxLength: 40, description: 'The `words` of the verification as it was read.' }),
  },
  closed,
);
export type Decide = Static<typeof Decide>;
export const Revoke = Type.Object({ id: Id, text: Words(noteCharsMax) }, closed);
export type Revoke = Static<typeof Revoke>;

/** Accepted is one of three: it holds, it is over, or the words that it stands on have changed. */
export const states = ['waiting', 'holds', 'changed', 'over', 'declined', 'withdrawn', 'revoked'] as const;
export const State = Type.Enum([...states]);
export type State = Static<typeof State>;

export const RecordLine = Type.Object({
  at: TimeMs,
  act: Type.Enum(['applied', 'withdrawn', 'accepted', 'declined', 'revoked', 'document_read']),
  by: Type.String(),
  text: Type.String(),
});
export type RecordLine = Static<typeof RecordLine>;

export const Verification = Type.Object({
  id: Id,
  shopId: Id,
  shopName: Type.String(),
  kind: Type.Enum(['shop', 'product']),
  productId: Maybe(Id),
  productTitle: Type.String(),
  claim: Type.String(),
  meaning: Type.String(),
  legalName: Type.String(),
  registerNumber: Type.String(),
  address: Type.String(),
  note: Type.String(),
  state: State,
  words: Type.String({ description: 'Names the words of product or shop that a yes would stand on, as they are now.' }),
  appliedAt: TimeMs,
  by: Type.String({ description: 'Who applied.' }),
  decidedAt: Maybe(TimeMs),
  answer: Type.String(),
  endsAt: Maybe(TimeMs),
  documents: Type.Array(Document),
  record: Type.Array(RecordLine),
});
export type Verification = Static<typeof Verification>;
export const Verifications = Type.Object({ verifications: Type.Array(Verification) });

export const Badge = Type.Object({
  id: Id,
  kind: Type.Enum(['shop', 'product']),
  claim: Type.String(),
  meaning: Type.String(),
  legalName: Type.String(),
  registerNumber: Type.String(),
  address: Type.String(),
  by: Type.String({ description: "The operator's name." }),
  at: TimeMs,
  endsAt: Maybe(TimeMs),
});
export type Badge = Static<typeof Badge>;
export const Badges = Type.Object({ badges: Type.Array(Badge) });

export const refusals = {
  verification_unknown: 404,
  verification_decided: 409,
  verification_changed: 409,
  verification_own_shop: 403,
  verification_text_needed: 422,
  verification_ends_before: 422,
  /** details: max */
  verifications_full: 409,
  document_unknown: 404,
  document_unreadable: 422,
  document_too_large: 413,
  /** details: max */
  documents_full: 409,
} as const satisfies RefusalTable;
