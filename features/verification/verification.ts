import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { State } from './protocol.ts';

/** What an application waits for, or came to; whether a badge holds is another question. */
export type Stage = 'waiting' | 'accepted' | 'declined' | 'withdrawn' | 'revoked';
export type Step = 'accept' | 'decline' | 'withdraw' | 'revoke';

/** What each step makes of each stage; what is not here is refused. [V1] */
export const steps: Readonly<Record<Stage, Partial<Record<Step, Stage>>>> = {
  waiting: { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' },
  accepted: { revoke: 'revoked' },
  declined: {},
  withdrawn: {},
  revoked: {},
};

export function takeStep(stage: Stage, step: Step): Stage | Refusal {
  return steps[stage][step] ?? refuse('verification_decided');
}

export interface Accepted {
  readonly stage: Stage;
  /** Over the words that were verified; null before. */
  readonly acceptedSum: string | null;
  readonly endsAt: number | null;
}

/** Judged when it is read. [V6] */
export function stateOf({ stage, acceptedSum, endsAt }: Accepted, sumNow: string, now: number): State {
  if (stage !== 'accepted') return stage;
  if (endsAt !== null && now >= endsAt) return 'over';
  return acceptedSum === sumNow ? 'holds' : 'changed';
}

export interface ProductWords {
  readonly title: string;
  readonly description: string;
  readonly about: Readonly<Record<'functions' | 'materials' | 'care' | 'box', string>>;
}

/** What of a product a badge stands on. [V5] */
export function wordsOfProduct({ title, description, about }: ProductWords) {
  const { functions, materials, care, box } = about;
  return { title, description, functions, materials, care, box };
}

export function wordsOfShop({ name, country }: { readonly name: string; readonly country: string }) {
  return { name, country };
}
