import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { passwordCharsMax, passwordCharsMin } from './protocol.ts';

/** What everybody tries first here, beside the lists of leaked passwords. */
export const contextWords = ['livestall', 'password', 'liveshop', 'liveshopping', 'merchant', 'operator', 'moderator'];

/**
 * Whether a password may be chosen (NIST SP 800-63B-4, 3.1.1.2): long enough, of any characters, but none of those that
 * guessers try first: a leaked one, this place's words or one's own address or name, also with digits and signs around it.
 */
export function judgePassword(
  password: string,
  leaked: ReadonlySet<string>,
  own: { readonly email?: string | undefined; readonly name?: string | undefined } = {},
): Refusal | null {
  if (password.length < passwordCharsMin) return refuse('password_too_short', { charsMin: passwordCharsMin });
  if (password.length > passwordCharsMax) return refuse('password_too_long', { charsMax: passwordCharsMax });
  const whole = password.toLowerCase();
  const stem = whole.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const personal = [own.email, own.email?.split('@')[0], own.name].flatMap((word) => word?.toLowerCase() || []);
  const words = new Set([...contextWords, ...personal]);
  const guessed = [whole, stem, onceOf(whole)].some((part) => leaked.has(part) || words.has(part));
  return guessed || new Set(whole).size < differentCharsMin ? refuse('password_common') : null;
}

const differentCharsMin = 4;

/** What is repeated, when the whole is nothing but a repetition: "abcabcabc" is no longer than "abc". */
function onceOf(text: string): string {
  return /^(.+?)\1+$/u.exec(text)?.[1] ?? text;
}
