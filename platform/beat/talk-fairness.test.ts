import { describe, expect, test } from 'vitest';
import type { TalkLine } from '../kit/socket-protocol.ts';
import { gatewayLimits } from './limits.ts';
import { type Chance, createChance } from './simulation/chance.ts';
import { TalkSampler } from './talk-sampler.ts';

let numbers = 0;
type Said = Partial<TalkLine> & { text: string };
const line = (said: Said): TalkLine => {
  numbers += 1;
  return { id: `id-${numbers}`, number: numbers, at: numbers, name: 'Vera', badge: null, saved: true, ...said };
};
const sampler = (seed = 1, other = {}) => new TalkSampler({ ...gatewayLimits, ...other }, createChance(seed).next);
const beatMs = 50;
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

/** Lets a room talk for some seconds, beat after beat, and counts what came of it. */
function hold(talk: TalkSampler, seconds: number, say: (now: number) => readonly [TalkLine, string][]) {
  const voiceOf = new Map<string, string>();
  const shown: { now: number; line: TalkLine; voice: string }[] = [];
  for (let now = 10_000; now < 10_000 + seconds * 1_000; now += beatMs) {
    for (const [one, voice] of say(now)) {
      voiceOf.set(one.id, voice);
      talk.add(one, now, voice);
    }
    for (const one of talk.take(now)) shown.push({ now, line: one, voice: voiceOf.get(one.id)! });
  }
  return shown;
}

/** Somebody says something of their own that nobody else says. */
function crowd(chance: Chance, people: number, perBeat: number, badge: string | null = null, of = 'viewer') {
  return () =>
    Array.from({ length: perBeat }, (): [TalkLine, string] => {
      const voice = `${of}-${chance.between(1, people)}`;
      return [line({ text: `line ${numbers} of it`, badge, name: voice }), voice];
    });
}

describe('[B41] who comes first', () => {
  test('the host, then moderators, then what they have answered, then buyers', () => {
    const talk = sampler(1, { readableLinesPerSecond: 4 });
    const asked = line({ text: 'Is it oak' });
    const others = Array.from({ length: 300 }, (_, n) => line({ text: `other ${n} things`, name: `V${n}` }));
    for (const one of [...others, asked]) talk.add(one, 0, one.id);
    const reply = { id: asked.id, name: 'Vera' };
    const first = [
      line({ text: 'mine fits', badge: 'buyer' }),
      line({ text: 'ask away', badge: 'moderator' }),
      line({ text: 'It is oak', badge: 'host', reply }),
    ];
    for (const one of first) talk.add(one, 0, one.id);
    const shown = talk.take(1_000).map(({ id }) => id);
    // Of four places the fourth is everybody's.
    expect(shown).toEqual(expect.arrayContaining([asked.id, first[1]!.id, first[2]!.id]));
    expect(shown).toHaveLength(4);
  });

  test('a flood of priority leaves a quarter of the places to everybody else, from seeds', () => {
    for (const seed of seeds) {
      const chance = createChance(seed);
      const buyers = crowd(chance, 500, 10, 'buyer', 'buyer');
      const others = crowd(chance, 500, 10);
      const shown = hold(sampler(seed), 5, () => [...buyers(), ...others()]);
      const plain = shown.filter(({ line: { badge } }) => badge === null).length;
      expect(plain / shown.length).toBeGreaterThan(0.22);
      expect(plain / shown.length).toBeLessThan(0.3);
      expect(shown.length).toBeLessThanOrEqual(14 * 6);
    }
  });

  test('nothing is owed to a room in which nobody else waits', () => {
    const talk = sampler();
    const buyers = crowd(createChance(1), 500, 10, 'buyer', 'buyer');
    hold(talk, 5, buyers);
    for (let n = 0; n < 100; n += 1) talk.add(line({ text: `late ${n} line` }), 15_000, `late-${n}`);
    for (let n = 0; n < 100; n += 1) talk.add(line({ text: `more ${n} line`, badge: 'buyer' }), 15_000, `more-${n}`);
    const shown = talk.take(15_500);
    expect(shown.filter(({ badge }) => badge === null).length).toBeLessThanOrEqual(Math.ceil(shown.length / 4));
  });

  test('a line of the host is never left out, whatever the flood', () => {
    for (const seed of seeds) {
      const flood = crowd(createChance(seed), 2_000, 50, 'buyer');
      let said = 0;
      const shown = hold(sampler(seed), 5, (now) => {
        if (now % 2_000 !== 0) return flood();
        said += 1;
        return [...flood(), [line({ text: `the host says ${now}`, badge: 'host' }), 'hana']];
      });
      expect(shown.filter(({ line: { badge } }) => badge === 'host')).toHaveLength(said);
    }
  });
});

describe('[B42] chance falls on people', () => {
  test('two accounts of one name are two people, and one account with two names is one', () => {
    let twin = 0;
    for (const seed of seeds) {
      const talk = sampler(seed, { readableLinesPerSecond: 10 });
      for (let n = 0; n < 50; n += 1) talk.add(line({ text: `again ${n} and again`, name: `Name ${n}` }), 0, 'loud');
      for (let n = 0; n < 49; n += 1) talk.add(line({ text: `once ${n} only`, name: 'Same' }), 0, `quiet-${n}`);
      const shown = talk.take(1_000);
      expect(shown.filter(({ name }) => name !== 'Same').length).toBeLessThanOrEqual(1);
      twin += shown.filter(({ name }) => name === 'Same').length;
    }
    expect(twin).toBeGreaterThan(seeds.length * 9);
  });

  test('over a minute everybody is heard about equally often, though some say five times as much', () => {
    for (const seed of seeds.slice(0, 10)) {
      const chance = createChance(seed);
      const shown = hold(sampler(seed), 60, () =>
        Array.from({ length: 6 }, (): [TalkLine, string] => {
          const voice = chance.percent(50) ? `loud-${chance.between(1, 10)}` : `quiet-${chance.between(1, 50)}`;
          return [line({ text: `line ${numbers} of it` }), voice];
        }),
      );
      const times = (of: string, people: number) => shown.filter(({ voice }) => voice.startsWith(of)).length / people;
      expect(times('loud', 10) / times('quiet', 50)).toBeLessThan(1.6);
    }
  });

  test('whoever was left out comes before who was just heard', () => {
    const talk = sampler(3, { readableLinesPerSecond: 10 });
    const people = Array.from({ length: 20 }, (_, n) => `viewer-${n}`);
    const sayAll = (now: number) => {
      for (const voice of people) talk.add(line({ text: `line ${numbers} of it`, name: voice }), now, voice);
      return talk.take(now).map(({ name }) => name);
    };
    const [first, second] = [sayAll(1_000), sayAll(2_000)];
    expect(new Set([...first, ...second]).size).toBe(20);
  });

  test('what many say stands for all of them', () => {
    let shown = 0;
    for (const seed of seeds) {
      const talk = sampler(seed, { readableLinesPerSecond: 1 });
      for (let n = 0; n < 100; n += 1) talk.add(line({ text: `alone ${n} with this` }), 0, `alone-${n}`);
      for (let n = 0; n < 100; n += 1) talk.add(line({ text: '好'.repeat(1 + (n % 9)) }), 0, `many-${n}`);
      if (talk.take(1_000)[0]?.text.startsWith('好')) shown += 1;
    }
    expect(shown / seeds.length).toBeGreaterThan(0.3);
    expect(shown / seeds.length).toBeLessThan(0.7);
  });
});

describe('[B43] many same lines', () => {
  test('while talk is sampled they gather into one large count, not many small ones', () => {
    const chance = createChance(5);
    const others = crowd(chance, 500, 5);
    const shown = hold(sampler(5), 10, () => [
      ...others(),
      ...Array.from({ length: 3 }, (): [TalkLine, string] => [line({ text: '好！' }), `v-${chance.between(1, 900)}`]),
    ]);
    const good = shown.filter(({ line: { text } }) => text === '好！');
    expect(good.length).toBeLessThanOrEqual(12);
    // 60 a second in ten seconds, all but the last second's.
    expect(good.reduce((sum, { line: { count = 1 } }) => sum + count, 0)).toBeGreaterThan(450);
  });

  test('every line is shown, counted in another or left out, and none twice, from seeds', () => {
    for (const seed of seeds) {
      const chance = createChance(seed);
      const talk = sampler(seed, { waitingLinesMax: 200 });
      let said = 0;
      const shown = hold(talk, 4, () =>
        Array.from({ length: chance.between(0, 30) }, (): [TalkLine, string] => {
          said += 1;
          const text = chance.percent(40)
            ? chance.oneOf(['wow!!', 'Wooow', '好', '666', '👏👏'])
            : `line ${numbers} of it`;
          const badge = chance.percent(10) ? chance.oneOf(['host', 'moderator', 'buyer']) : null;
          return [line({ text, badge }), `v-${chance.between(1, 80)}`];
        }),
      );
      const counted = shown.reduce((sum, { line: { count = 1 } }) => sum + count, 0);
      const left = talk.take(Number.MAX_SAFE_INTEGER).reduce((sum, { count = 1 }) => sum + count, 0);
      expect(counted + left + talk.dropped).toBe(said);
      expect(new Set(shown.map(({ line: { id } }) => id)).size).toBe(shown.length);
    }
  });
});

test('[B44] with 5,000 lines waiting a beat asks chance a few times for each line it shows, and memory has an end', () => {
  let asked = 0;
  const chance = createChance(1);
  const counting = () => {
    asked += 1;
    return chance.next();
  };
  const talk = new TalkSampler(gatewayLimits, counting);
  for (let n = 0; n < 20_000; n += 1) talk.add(line({ text: `line ${n} of the flood` }), 1_000, `viewer-${n}`);
  expect(talk.waiting).toBe(gatewayLimits.waitingLinesMax);
  expect(talk.dropped).toBe(15_000);
  asked = 0;
  expect(talk.take(1_000)).toHaveLength(14);
  expect(asked).toBeLessThanOrEqual(14 * 66);
});
