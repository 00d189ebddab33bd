import { describe, expect, it } from 'vitest';
import { checkLanguages, checkTexts, type Messages, readMessages } from './messages.ts';
import { readSources } from './source.ts';

const messages: Messages = new Map([
  ['bag', new Map([['en', new Set(['title', 'left_one', 'left_other', 'state.live'])]])],
]);
const problems = (text: string) => checkTexts('a.tsx', text, messages).map((problem) => problem.what);

describe('texts of the interface', () => {
  it('stand in the message files, each key that is used', () => {
    const web = [...readSources('{ts,tsx}')].filter(([path]) => /(^|\/)web\/|^platform\/ui\//.test(path));
    const all = readMessages();
    expect(web.length).toBeGreaterThan(20);
    expect(web.flatMap(([path, text]) => checkTexts(path, text, all))).toEqual([]);
  });

  it('have the same keys in every language', () => {
    expect(checkLanguages(readMessages())).toEqual([]);
  });

  it('are missed when a key is wrong', () => {
    expect(problems(`t('bag:titel')`)).toEqual(['no message bag:titel']);
    expect(problems(`t('bag:title'); t('bag:left', { count: 2 })`)).toEqual([]);
    expect(problems(`const { t } = useTranslation('bag'); t('titel'); t('title')`)).toEqual(['no message bag:titel']);
    expect(problems('t(`bag:stat.$' + '{state}`)')).toEqual(['no message begins with bag:stat.']);
    expect(problems('t(`bag:state.$' + '{state}`)')).toEqual([]);
  });

  it('are found when they stand in the code', () => {
    expect(problems('<p>Sold out</p>')).toEqual(['words outside the messages: Sold out']);
    expect(problems('<input aria-label="Say it" />')).toEqual(['words outside the messages: aria-label="Say it"']);
    expect(problems('<p title={text}>{text} × 2</p>')).toEqual([]);
  });

  it('are missed when a language lacks one', () => {
    const two: Messages = new Map([
      [
        'bag',
        new Map([
          ['en', new Set(['title', 'left_one', 'left_other'])],
          ['ko', new Set(['left_other'])],
        ]),
      ],
    ]);
    expect(checkLanguages(two).map((problem) => problem.what)).toEqual(['lacks title']);
  });
});
