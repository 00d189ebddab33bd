import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { nameCharsMax } from './protocol.ts';

/** A name as it is kept and shown: composed, trimmed, with single spaces. [A5] */
export function readName(text: string): string | Refusal {
  const name = text.normalize('NFC').trim().replace(/\s+/gu, ' ');
  const unsafe = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u.test(text.trim());
  const seen = nameKey(name);
  if (unsafe || seen.length === 0 || name.length > nameCharsMax) return refuse('name_unusable', { nameCharsMax });
  return name;
}

/** Two names with one key look alike to a reader: case, width and invisible signs make no difference. [A6] */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\s]/gu, '')
    .normalize('NFKC');
}
