import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './barrage.ts';
import { talkFold } from './barrage-view.ts';
import { emotePieces, emotes, fitLine, lineChars, spokenLine } from './emotes.ts';
import { type LinePiece, linePieces } from './line-pieces.ts';
import { hasLink, linkPieces, mayLink } from './links.ts';
import { isForReader, mentionPieces } from './mention.ts';
import { lineCharsMax, lineTypedCharsMax } from './protocol.ts';

/** As the migration checks it. */
const lineStoredCharsMax = 800;

const textOf = (pieces: readonly LinePiece[]) =>
  pieces.map((piece) => ('emote' in piece ? `:${piece.emote}:` : piece.text)).join('');
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        ':heart:',
        ':nothing:',
        '@Vera',
        '@Hana Seo',
        'shop.com/x',
        'https://a.example',
        '<b>',
        '&amp;',
        '👨‍👩‍👧',
        'مرحبا',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(' '));

describe('[T26] emotes', () => {
  it('are one character each, known by their names only, and read out by them', () => {
    expect(emotePieces('so :heart::fire: nice :unknown:')).toEqual([
      { text: 'so ' },
      { emote: 'heart' },
      { emote: 'fire' },
      { text: ' nice :unknown:' },
    ]);
    expect(lineChars('ab:heart::party:')).toBe(4);
    expect(spokenLine('so:heart: nice', (emote) => `(${emote})`)).toBe('so (heart) nice');
    expect(new Set(emotes).size).toBe(12);
  });

  it('a line of emotes only is as long as one of letters, and none is cut in halves', () => {
    const many = cleanText(':heart:'.repeat(200));
    expect(lineChars(many)).toBe(lineCharsMax);
    expect(many).toMatch(/^(:heart:)+$/);
    // Each is short enough for a whole line of them to be stored.
    expect(lineCharsMax * Math.max(...emotes.map((name) => `:${name}:`.length))).toBeLessThanOrEqual(
      lineStoredCharsMax,
    );
    fc.assert(
      fc.property(anyText, fc.nat(30), (text, max) => {
        const fit = fitLine(text, max);
        expect(text.startsWith(fit)).toBe(true);
        expect(lineChars(fit)).toBeLessThanOrEqual(max);
        if (lineChars(text) <= max) expect(fit).toBe(text);
      }),
    );
  });

  it('a line that is taken is short enough to be stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: lineTypedCharsMax }), (text) => {
        expect([...cleanText(text)].length).toBeLessThanOrEqual(lineStoredCharsMax);
        expect(lineChars(cleanText(text))).toBeLessThanOrEqual(lineCharsMax);
      }),
    );
  });
});

describe('[T27] links', () => {
  it.each([
    ...[
      'https://a.example/x',
      'HTTP://A.EXAMPLE',
      'see www.shop.example',
      'shop.com',
      'go to cheap-shop.store now',
      'bit.ly/abc',
    ],
    ...[
      '你好shop。 a.shop.cn/买',
      'ftp://x',
      'a.example/path',
      'ｗｗｗ．shop．com',
      'javascript://alert(1)',
      'Shop.COM:8080',
    ],
  ])('%s has one', (text) => expect(hasLink(text)).toBe(true));

  it.each([
    ...[
      'so nice.so good',
      '3.5 or 4.0?',
      'ok...wow',
      'a/b',
      'Is it 10.5/12',
      'e.g. this',
      'U.S.A.',
      'shop . com',
      'wait.what',
    ],
    ...['@Vera', 'me@home', '好。好', '12:30', 'no:yes', ''],
  ])('%s has none', (text) => expect(hasLink(text)).toBe(false));

  it('lead anywhere only by http, and only in a line of the host or a moderator', () => {
    expect(linkPieces('see www.a.example/b, or http://c.example.')).toEqual([
      { text: 'see ' },
      { text: 'www.a.example/b', href: 'https://www.a.example/b' },
      { text: ', or ' },
      { text: 'http://c.example', href: 'http://c.example' },
      { text: '.' },
    ]);
    expect(linkPieces('javascript://alert(1)')).toEqual([{ text: 'javascript://alert(1)' }]);
    const line = { text: 'at shop.com :heart:' };
    const linked = (badge: string | null) => linePieces({ ...line, badge }, []).some((piece) => 'href' in piece);
    expect(['host', 'moderator', 'buyer', null].map(linked)).toEqual([true, true, false, false]);
    expect([mayLink(['host']), mayLink(['viewer', 'moderator']), mayLink(['merchant']), mayLink([])]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('[T28] mentions', () => {
  const names = ['Vera', 'Hana', 'Hana Seo', '小雨', '민지'];
  it('mean somebody who has spoken, by the longest name that fits', () => {
    const mentioned = (text: string) => mentionPieces(text, names).flatMap(({ mention }) => mention ?? []);
    expect(mentioned('@Vera hello @hana seo! ＠小雨好漂亮 @민지님')).toEqual(['Vera', 'Hana Seo', '小雨', '민지']);
    for (const nobody of ['@Nobody', 'mail@Vera', '@Veranda', '@', 'Vera']) expect(mentioned(nobody)).toEqual([]);
  });

  it('and answers are marked for whom they are for, and for nobody else', () => {
    const own = (id: string) => id === 'mine';
    const line = (text: string, reply?: { id: string; name: string }) => ({ text, ...(reply ? { reply } : {}) });
    expect(isForReader(line('@Vera yes'), 'Vera', own)).toBe(true);
    expect(isForReader(line('yes', { id: 'mine', name: 'Old name' }), 'Vera', own)).toBe(true);
    expect(isForReader(line('yes', { id: 'x', name: 'Vera' }), 'Vera', own)).toBe(true);
    expect(isForReader(line('yes', { id: 'x', name: 'Wen' }), 'Vera', own)).toBe(false);
    expect(isForReader(line('@Vera'), null, own)).toBe(false);
    expect(isForReader(line('@Wen'), 'Vera', own)).toBe(false);
  });
});

it('[T29] whatever is written, the pieces of a line are the line: nothing is lost, added or taken for markup', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(null, 'host', 'buyer'), (text, badge) => {
      const pieces = linePieces({ text, badge }, ['Vera', 'Hana Seo']);
      expect(textOf(pieces)).toBe(text);
      for (const piece of pieces) if ('href' in piece) expect(piece.href).toMatch(/^https?:\/\//i);
    }),
  );
});

it('[T33] one line stands above the talk, until another does, it is taken down, or it is removed', () => {
  const facts: [string, object][] = [
    ['talk.pinned', { lineId: 'a' }],
    ['talk.pinned', { lineId: 'b' }],
    ['talk.removed', { lineId: 'a' }],
    ['talk.removed', { lineId: 'b' }],
    ['talk.pinned', { lineId: 'c' }],
    ['talk.unpinned', {}],
  ];
  let view = talkFold.initial;
  const pinned = facts.map(([kind, body], index) => {
    view = talkFold.apply(view, { kind, body, number: index + 1, at: 0 } as never);
    return view.pinnedId;
  });
  expect(pinned).toEqual(['a', 'b', 'b', null, 'c', null]);
});
