import { describe, expect, it } from 'vitest';
import { checkLanguages } from './message-languages.ts';
import { checkTexts, type Messages, readMessages } from './messages.ts';
import { isTest, readSources } from './source.ts';

const english = {
  title: 'Bag',
  left_one: '{{count}} left',
  left_other: '{{count}} left',
  'state.live': 'On <b>air</b>',
};
const chinese = { title: '购物袋', left_other: '仅剩 {{count}} 件', 'state.live': '<b>直播</b>中' };
const korean = { title: '장바구니', left_other: '{{count}}개 남음', 'state.live': '<b>방송</b> 중' };
const messages = spoken({ en: english, 'zh-Hans': chinese, ko: korean });
const problems = (text: string, path = 'a.tsx') => checkTexts(path, text, messages).map((problem) => problem.what);
const faults = (all: Messages) => checkLanguages(all).map((problem) => `${problem.path} ${problem.what}`);

function spoken(languages: Record<string, Record<string, string>>): Messages {
  return new Map([
    ['bag', new Map(Object.entries(languages).map(([name, texts]) => [name, new Map(Object.entries(texts))]))],
  ]);
}

describe('texts that people read', () => {
  it('stand in the message files, each key that is used', () => {
    const sources = [...readSources('{ts,tsx}')].filter(([path]) => !isTest(path));
    const web = sources.filter(([path]) => /(^|\/)web\/|^platform\/ui\//.test(path));
    const server = sources.filter(([path]) => /^features\/[^/]+\/server\/|^platform\/(mail|http)\//.test(path));
    const all = readMessages();
    expect(web.length).toBeGreaterThan(20);
    expect(server.length).toBeGreaterThan(20);
    expect([...web, ...server].flatMap(([path, text]) => checkTexts(path, text, all))).toEqual([]);
  });

  it('are there in every language, with the same placeholders and tags, and the plurals of each', () => {
    expect(faults(readMessages())).toEqual([]);
  });

  it('are missed when a key is wrong', () => {
    expect(problems(`t('bag:titel')`)).toEqual(['no message bag:titel']);
    expect(problems(`t('bag:title'); t('bag:left', { count: 2 })`)).toEqual([]);
    expect(problems(`const { t } = useTranslation('bag'); t('titel'); t('title')`)).toEqual(['no message bag:titel']);
    expect(problems('t(`bag:stat.$' + '{state}`)')).toEqual(['no message begins with bag:stat.']);
    expect(problems('t(`bag:state.$' + '{state}`)')).toEqual([]);
  });
});

describe('a text outside the message files', () => {
  it('is found on the page and in its attributes', () => {
    expect(problems('<p>Sold out</p>')).toEqual(['words outside the messages: Sold out']);
    expect(problems('<input aria-label="Say it" />')).toEqual(['words outside the messages: aria-label="Say it"']);
    expect(problems('<p title={text}>{text} × 2</p>')).toEqual([]);
  });

  it('is found in a choice, a sum and a template', () => {
    expect(problems(`<p>{sold ? 'Sold out' : t('bag:title')}</p>`)).toEqual([
      'words outside the messages: child="Sold out"',
    ]);
    expect(problems('<p>{`$' + '{count} left`}</p>')).toEqual(['words outside the messages: child=" left"']);
    expect(problems(`<i aria-label={'Bag ' + count} />`)).toEqual(['words outside the messages: aria-label="Bag "']);
    expect(problems(`<p className={on ? 'text-ink' : 'hidden'}>{state === 'live' && t('bag:title')}</p>`)).toEqual([]);
  });

  it('is found in the code behind the page', () => {
    expect(problems(`toast('Saved')`, 'features/bag/web/a.ts')).toEqual(['words outside the messages: toast="Saved"']);
    expect(problems(`const options = [{ value: 'all', label: 'All of them' }]`, 'a.ts')).toEqual([
      'words outside the messages: label="All of them"',
    ]);
    expect(problems(`document.title = 'Livestall'`, 'a.ts')).toEqual(['words outside the messages: title="Livestall"']);
  });

  it('is found in a letter of the server, whose other words are for programs', () => {
    const letter = `mail.send({ to, subject: 'Your order', text: text('bag:title', language) })`;
    expect(problems(letter, 'features/bag/server/letters.ts')).toEqual([
      'words outside the messages: subject="Your order"',
    ]);
    expect(problems(`const schema = { title: 'Bag' }`, 'features/bag/server/routes.ts')).toEqual([]);
  });
});

describe('a language', () => {
  it('that is complete has nothing to mend', () => {
    expect(faults(messages)).toEqual([]);
  });

  it('that has no file, or that we do not speak, is found', () => {
    expect(faults(spoken({ en: english, 'zh-Hans': chinese, fr: english }))).toEqual([
      'bag/ko is missing',
      'bag/fr is a language we do not speak',
    ]);
  });

  it('with a key too few or too many is found', () => {
    const { title: _, ...rest } = korean;
    expect(faults(spoken({ en: english, 'zh-Hans': chinese, ko: { ...rest, titel: '장바구니' } }))).toEqual([
      'bag/ko lacks title',
      'bag/ko does not need titel',
    ]);
  });

  it('with a lost or added placeholder or tag is found', () => {
    expect(
      faults(
        spoken({
          en: english,
          'zh-Hans': { ...chinese, left_other: '所剩无几' },
          ko: { ...korean, 'state.live': '방송 중 {{n}}' },
        }),
      ),
    ).toEqual([
      'bag/zh-Hans lacks {{count}} at left_other',
      'bag/ko lacks <b> at state.live',
      'bag/ko lacks </b> at state.live',
      'bag/ko has {{n}} too much at state.live',
    ]);
  });

  it('with plurals of another grammar is found', () => {
    const { left_one: _, ...oneless } = english;
    expect(faults(spoken({ en: oneless, 'zh-Hans': { ...chinese, left_one: '1 件' }, ko: korean }))).toEqual([
      'bag/en lacks left_one',
      'bag/zh-Hans does not need left_one',
    ]);
  });

  it('with an empty or an English text is found', () => {
    expect(
      faults(spoken({ en: english, 'zh-Hans': { ...chinese, title: ' ' }, ko: { ...korean, title: 'Bag' } })),
    ).toEqual(['bag/zh-Hans says nothing at title', 'bag/ko is still English at title']);
  });
});
