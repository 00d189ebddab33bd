import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import {
  badgeOf,
  cleanText,
  decideTalk,
  freeTalk,
  muted,
  pace,
  type SaidLine,
  type TalkNow,
  usualPace,
} from './barrage.ts';
import { lineCharsMax } from './protocol.ts';

const limit = { linesMax: 5, windowMs: 10_000 };
const line = (id: string, over: Partial<SaidLine> = {}): SaidLine => ({
  id,
  roomId: 'room',
  accountId: 'vera',
  text: 'hello',
  ...over,
});
const talk = (over: Partial<TalkNow> = {}): TalkNow => ({
  closed: false,
  rules: freeTalk,
  known: new Map(),
  times: new Map(),
  answerable: new Set<string>(),
  now: 1_000_000,
  limit,
  ...over,
});
const codes = (verdicts: readonly unknown[]) => verdicts.map((one) => (isRefusal(one) ? one.refused : one));

describe('the pace', () => {
  it('[T4] in no ten seconds are there more than five lines, and whoever waits as told may speak', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4_000), { maxLength: 60 }), (waits) => {
        let [now, times] = [0, [] as readonly number[]];
        const said: number[] = [];
        for (const wait of waits) {
          now += wait;
          const next = pace(times, now, limit);
          if (isRefusal(next)) {
            const seconds = next.details!.seconds as number;
            expect(isRefusal(pace(times, now + seconds * 1000, limit))).toBe(false);
            expect(seconds).toBeLessThanOrEqual(10);
          } else {
            times = next;
            said.push(now);
          }
        }
        for (const at of said)
          expect(said.filter((one) => one > at - 10_000 && one <= at).length).toBeLessThanOrEqual(5);
      }),
    );
    expect(usualPace).toEqual(limit);
  });

  it('[T4] each talker has a pace of their own, and it holds within one batch', () => {
    const lines = Array.from({ length: 7 }, (_, i) => line(`v${i}`));
    const { verdicts, times } = decideTalk([...lines, line('w', { accountId: 'wen' })], talk());
    expect(codes(verdicts)).toEqual([...Array(5).fill('new'), 'talk_too_fast', 'talk_too_fast', 'new']);
    expect([times.get('vera')?.length, times.get('wen')?.length]).toEqual([5, 1]);
  });
});

describe('a batch of talk', () => {
  it('[T3] a repeat is answered, at no cost, even when the talk is over; another line under its id is refused', () => {
    const known = new Map([['1', line('1')]]);
    const again = decideTalk([line('1'), line('1')], talk({ known, closed: true }));
    expect(again.verdicts).toEqual(['again', 'again']);
    expect(again.times.size).toBe(0);
    for (const other of [{ text: 'hi' }, { accountId: 'wen' }, { roomId: 'other' }]) {
      expect(codes(decideTalk([line('1', other)], talk({ known })).verdicts)).toEqual(['id_reused']);
    }
    expect(decideTalk([line('2'), line('2')], talk()).verdicts).toEqual(['new', 'again']);
  });

  it('[T5] a new line after the end is refused', () => {
    expect(codes(decideTalk([line('1')], talk({ closed: true })).verdicts)).toEqual(['talk_closed']);
  });
});

describe('an answer', () => {
  it('[T25] names a line of this room, or one of the same batch, and is another line than the same words without it', () => {
    const answerable = new Set(['there']);
    const lines = [
      line('1', { replyTo: 'there' }),
      line('2', { replyTo: '1', accountId: 'wen' }),
      line('3', { replyTo: 'elsewhere' }),
      line('1', { replyTo: null }),
      line('1', { replyTo: 'there' }),
    ];
    const { verdicts } = decideTalk(lines, talk({ answerable }));
    expect(codes(verdicts)).toEqual(['new', 'new', 'line_not_here', 'id_reused', 'again']);
  });
});

describe('what the talk is held to', () => {
  const rules = {
    mutedUntil: new Map<string, number | null>([
      ['vera', 1_090_000],
      ['wen', null],
    ]),
    slowSeconds: 10,
  };

  it('[T30] who is muted gets the wait or hears that it is for the show; a repeat of an old line is answered', () => {
    const lines = [line('1'), line('2', { accountId: 'wen' }), line('3', { accountId: 'milo' })];
    const { verdicts } = decideTalk([line('0'), ...lines], talk({ rules, known: new Map([['0', line('0')]]) }));
    expect(codes(verdicts)).toEqual(['again', 'muted', 'muted_for_show', 'new']);
    expect(verdicts[1]).toEqual({ refused: 'muted', details: { minutes: 2 } });
    expect([muted(undefined, 0), muted(5, 5), muted(6, 5)?.refused]).toEqual([null, null, 'muted']);
  });

  it('[T31] in a slow room each person says one line in so many seconds; those who run it are exempt', () => {
    const lines = [line('1', { accountId: 'a' }), line('2', { accountId: 'a' }), line('3', { accountId: 'b' })];
    const staff = [line('4', { accountId: 'c', staff: true }), line('5', { accountId: 'c', staff: true })];
    const { verdicts, times } = decideTalk([...lines, ...staff], talk({ rules }));
    expect(codes(verdicts)).toEqual(['new', 'talk_slow', 'new', 'new', 'new']);
    expect(verdicts[1]).toEqual({ refused: 'talk_slow', details: { seconds: 10, every: 10 } });
    const later = decideTalk([line('6', { accountId: 'a' })], talk({ rules, times, now: 1_009_500 }));
    expect(later.verdicts).toEqual([{ refused: 'talk_slow', details: { seconds: 1, every: 10 } }]);
    expect(codes(decideTalk([line('6', { accountId: 'a' })], talk({ rules, times, now: 1_010_000 })).verdicts)).toEqual(
      ['new'],
    );
  });

  it('[T32] a removed line is not said again by who said it, and its id is nobody else’s', () => {
    const known = new Map([['1', line('1', { text: '', removed: true })]]);
    const verdicts = [line('1'), line('1', { accountId: 'wen' })].map(
      (one) => decideTalk([one], talk({ known })).verdicts,
    );
    expect(verdicts.map(codes)).toEqual([['line_removed'], ['id_reused']]);
  });
});

describe('the text', () => {
  it('[T6] cleaning twice is cleaning once; no space at the ends or doubled, never too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 150 }), (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/^\s|\s$|\s\s/);
        expect([...clean].length).toBeLessThanOrEqual(lineCharsMax);
        expect(clean.isWellFormed()).toBe(true);
      }),
    );
  });

  it('[T6] what looks the same is the same, and what cannot be seen is empty', () => {
    expect(cleanText('  cafe\u0301 \n  au   lait ')).toBe('caf\u00e9 au lait');
    for (const nothing of ['', ' \t', '\u200b', '\u3164 \u2060', '\u00ad']) expect(cleanText(nothing)).toBe('');
    expect(cleanText('👨‍👩‍👧')).toBe('👨‍👩‍👧');
    // This letter becomes three in its one form.
    expect([...cleanText('\ufb2c'.repeat(100))].length).toBe(lineCharsMax);
  });

  it('[T7] one badge, the highest', () => {
    expect(badgeOf(['viewer', 'moderator', 'host'], true)).toBe('host');
    expect(badgeOf(['moderator'], true)).toBe('moderator');
    expect(badgeOf([], true)).toBe('buyer');
    expect(badgeOf(['merchant'], false)).toBe(null);
  });
});
