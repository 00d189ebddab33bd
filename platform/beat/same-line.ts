/**
 * The forms under which a line is the same as another: "Wow!!!!", "wow" and "WOOOOW" are one. Two lines are the same when
 * they have a form in common. Who stretches a letter may mean one of it or two, so such a line has two forms.
 */
export function lineForms(text: string): readonly string[] {
  const plain = withoutTail(sameSigns(text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()));
  if (!/(.)\1\1/su.test(plain)) return [plain];
  // 666 and 66666 are the same cheer. 1000 and 10000 are not the same price, so other digits stay as they are.
  if (/^(\p{Nd})\1{2,}$/u.test(plain)) return [plain.slice(0, 3)];
  const once = plain.replace(/(\p{L}\p{M}*)\1{2,}/gu, '$1');
  const twice = plain.replace(/(\p{L}\p{M}*)\1{2,}/gu, '$1$1');
  return once === twice ? [plain] : [twice, once];
}

/** Punctuation, emoji and emotes that are repeated say no more than one does, and neither do syllables said three times. */
function sameSigns(text: string): string {
  return text
    .replace(/(:[a-z]{1,20}:)(?: ?\1)+/gu, '$1')
    .replace(/([^\p{L}\p{M}\p{N}\s])\1+/gu, '$1')
    .replace(emojiRun, '$1')
    .replace(/((?:\p{L}\p{M}*){2,3}?)\1{2,}/gu, '$1$1');
}

/** Flags, and pictures joined into one, such as a family. */
const emojiRun =
  /((?:\p{RI}\p{RI}|\p{Extended_Pictographic}\p{M}?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\p{M}?\p{Emoji_Modifier}?)*))\1+/gu;

/** "wow!" is "wow", but "good?" is not "good". A line of nothing else keeps it. */
function withoutTail(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}])[\s!.~\u3002\u2026]+$/u, '');
}
