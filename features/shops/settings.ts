import { type Static, Type } from 'typebox';
import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { closed, Id, Lines, Text, TimeMs } from '../../platform/kit/schema.ts';
import { Language, Shop } from './protocol.ts';
import { checkDelivery, checkTax, DeliveryTerms, TaxTerms } from './terms.ts';

/** The set-up of a shop, in its order. Each step can be passed over and found again. */
export const setupSteps = ['name', 'languages', 'tax', 'delivery', 'mail', 'payment', 'policies'] as const;
export const SetupStep = Type.Enum(setupSteps);
export type SetupStep = Static<typeof SetupStep>;

export const policyKinds = ['terms', 'returns', 'privacy', 'imprint'] as const;
export const PolicyKind = Type.Enum(policyKinds);
export type PolicyKind = Static<typeof PolicyKind>;
export const policyCharsMax = 20_000;
export const senderNameCharsMax = 60;
export const languagesMax = 3;

export const Sender = Type.Object(
  { name: Text(senderNameCharsMax), address: Type.String({ maxLength: 254, format: 'email' }) },
  closed,
);
export type Sender = Static<typeof Sender>;

export const Languages = Type.Object(
  { main: Language, all: Type.Array(Language, { minItems: 1, maxItems: languagesMax, uniqueItems: true }) },
  closed,
);
export type Languages = Static<typeof Languages>;

export const Setup = Type.Object({
  done: Type.Array(SetupStep),
  skipped: Type.Array(SetupStep),
  away: Type.Boolean({ description: 'The list of what is open was put away.' }),
});
export type Setup = Static<typeof Setup>;

/** GET /api/shops/:shopId/settings (merchant) */
export const ShopSettings = Type.Object({
  shop: Shop,
  tax: TaxTerms,
  delivery: DeliveryTerms,
  sandbox: Type.Boolean(),
  sender: Type.Union([Sender, Type.Null()]),
  currencyFixed: Type.Boolean({ description: 'There are orders, so the currency stays.' }),
  setup: Setup,
});
export type ShopSettings = Static<typeof ShopSettings>;

/**
 * PATCH /api/shops/:shopId/settings (merchant) -> ShopSettings. Each part is optional and replaces the whole part; saving it
 * is its step of the set-up.
 */
export const ChangeSettings = Type.Object(
  {
    id: Id,
    languages: Type.Optional(Languages),
    tax: Type.Optional(TaxTerms),
    delivery: Type.Optional(DeliveryTerms),
    sender: Type.Optional(Type.Union([Sender, Type.Null()])),
    sandbox: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type ChangeSettings = Static<typeof ChangeSettings>;

/** PUT /api/shops/:shopId/setup (merchant) -> Setup. Passes over a step, or puts the list of open steps away. */
export const ChangeSetup = Type.Object(
  { id: Id, skip: Type.Optional(SetupStep), away: Type.Optional(Type.Boolean()) },
  closed,
);
export type ChangeSetup = Static<typeof ChangeSetup>;

/** How letters leave this installation, without any password. GET /api/shops/:shopId/mail (merchant) */
export const MailState = Type.Object({
  by: Type.Enum(['smtp', 'file']),
  host: Type.Union([Type.String(), Type.Null()]),
  encrypted: Type.Boolean(),
  signsIn: Type.Boolean({ description: 'Whether the address has a user and a password.' }),
  sender: Type.String({ description: 'Who signs letters when the shop names nobody.' }),
});
export type MailState = Static<typeof MailState>;

/** POST /api/shops/:shopId/test-letter (merchant): to the own address. */
export const TestLetter = Type.Object({ id: Id }, closed);
export type TestLetter = Static<typeof TestLetter>;
export const LetterSent = Type.Object({ to: Type.String(), by: Type.Enum(['smtp', 'file']) });
export type LetterSent = Static<typeof LetterSent>;

/** GET /api/shops/:shopId/policies -> {policies: PolicyHead[]} */
export const PolicyHead = Type.Object({ kind: PolicyKind, language: Language, changedAt: TimeMs });
export type PolicyHead = Static<typeof PolicyHead>;
/** GET /api/shops/:shopId/policies/:kind?language=: in that language, else in the shop's main one, else as there is one. */
export const Policy = Type.Object({ ...PolicyHead.properties, text: Type.String() });
export type Policy = Static<typeof Policy>;
/** PUT /api/shops/:shopId/policies/:kind (merchant) -> {policies: PolicyHead[]}. No text takes the page away. */
export const SetPolicy = Type.Object({ id: Id, language: Language, text: Lines(policyCharsMax) }, closed);
export type SetPolicy = Static<typeof SetPolicy>;

/** Why these settings cannot be, or null. [H7] [H8] [H9] */
export function checkSettings({ languages, tax, delivery }: ChangeSettings): Refusal | null {
  if (languages && !languages.all.includes(languages.main)) return refuse('language_main_missing');
  return (tax && checkTax(tax)) || (delivery && checkDelivery(delivery)) || null;
}

/** The steps that are done by saving these parts. */
export function stepsOf({ languages, tax, delivery, sender, sandbox }: ChangeSettings): SetupStep[] {
  const saved: Record<string, unknown> = { languages, tax, delivery, mail: sender, payment: sandbox };
  return setupSteps.filter((step) => saved[step] !== undefined);
}

/** What was saved is done, also if it had been passed over; passing over what is done changes nothing. [H10] */
export function withDone(setup: Setup, steps: readonly SetupStep[]): Setup {
  const done = setupSteps.filter((step) => setup.done.includes(step) || steps.includes(step));
  return { ...setup, done, skipped: setup.skipped.filter((step) => !done.includes(step)) };
}

export function withSkipped(setup: Setup, step: SetupStep): Setup {
  if (setup.done.includes(step)) return setup;
  return { ...setup, skipped: setupSteps.filter((one) => setup.skipped.includes(one) || one === step) };
}

/** The policy that a reader gets, of those that there are. [H12] */
export function bestPolicy<P extends { readonly language: Language }>(
  policies: readonly P[],
  wished: string | undefined,
  main: Language,
): P | undefined {
  return (
    policies.find(({ language }) => language === wished) ??
    policies.find(({ language }) => language === main) ??
    policies[0]
  );
}
