import { chapters } from './footage-plan.ts';
import { boughtLines, exchanges, remarks } from './lines.ts';
import { people } from './people.ts';
import { shownMs } from './reel.ts';

/** What one of the demo's people does at a moment of a chapter. */
export type Act = { readonly atMs: number } & (
  | { readonly kind: 'say'; readonly by: number | 'host'; readonly text: string }
  | { readonly kind: 'open'; readonly by: number }
  | { readonly kind: 'buy'; readonly by: number; readonly text: string }
);

/** In a chapter: so many open the product at most, so rarely one buys it, so often somebody just says something. */
const opensMax = 2;
const buyChance = 0.3;
const remarkChance = 0.75;

/**
 * The acts of one chapter in order of time; the same seed, round and chapter give the same. `buys`: somebody buys for certain.
 */
export function actsOf(seed: number, round: number, chapter: number, buys = false): readonly Act[] {
  const chance = chances(seed + round * 7_919 + chapter * 104_729);
  const acts: Act[] = [];
  const all = exchanges[chapters[chapter]!]!;
  // Every round another exchange, so that nothing is said twice within three rounds.
  const { language, question, answer } = all[(round + Math.floor(seed) + chapter) % all.length]!;
  const asker = personOf(language, chance);
  const asksAt = 3_000 + chance() * 3_000;
  acts.push({ kind: 'say', by: asker, text: question, atMs: asksAt });
  acts.push({ kind: 'say', by: 'host', text: answer, atMs: asksAt + 2_800 + chance() * 1_500 });
  for (let opens = Math.floor(chance() * (opensMax + 1)); opens > 0; opens--)
    acts.push({ kind: 'open', by: Math.floor(chance() * people.length), atMs: 2_000 + chance() * 14_000 });
  if (chance() < remarkChance) {
    const by = Math.floor(chance() * people.length);
    acts.push({ kind: 'say', by, text: pick(remarks[people[by]!.language], chance), atMs: 9_500 + chance() * 5_000 });
  }
  if (chance() < buyChance || buys) {
    const by = Math.floor(chance() * people.length);
    const atMs = 11_000 + chance() * 4_000;
    acts.push({ kind: 'open', by, atMs: atMs - 4_000 });
    acts.push({ kind: 'buy', by, text: pick(boughtLines[people[by]!.language], chance), atMs });
  }
  return acts.filter(({ atMs }) => atMs < shownMs).sort((one, other) => one.atMs - other.atMs);
}

function personOf(language: string, chance: () => number): number {
  const speakers = people.flatMap((person, index) => (person.language === language ? index : []));
  return pick(speakers, chance);
}

function pick<T>(values: readonly T[], chance: () => number): T {
  return values[Math.floor(chance() * values.length)]!;
}

/** Even chances from a seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
