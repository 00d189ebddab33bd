import { expect, test } from 'vitest';
import { nameCharsMax } from '../../features/accounts/protocol.ts';
import { lineCharsMax } from '../../features/barrage/protocol.ts';
import { demoProducts } from '../server/demo/products.ts';
import { chapters } from './footage-plan.ts';
import { boughtLines, exchanges, farewell, greeting, remarks } from './lines.ts';
import { people } from './people.ts';
import { shownMs } from './reel.ts';
import { actsOf } from './script.ts';

const rounds = Array.from({ length: 60 }, (_, round) => chapters.map((_name, chapter) => actsOf(11, round, chapter)));
const acts = rounds.flat(2);

test('[Y4] the same seed, round and chapter give the same acts, another round others', () => {
  expect(actsOf(11, 3, 4)).toEqual(actsOf(11, 3, 4));
  expect(actsOf(11, 3, 4)).not.toEqual(actsOf(11, 4, 4));
  expect(actsOf(11, 3, 4)).not.toEqual(actsOf(12, 3, 4));
});

test('[Y4] a chapter has at most five lines and one purchase, within its time and in its order', () => {
  for (const chapter of rounds.flat()) {
    expect(chapter.filter(({ kind }) => kind !== 'open').length).toBeLessThanOrEqual(5);
    expect(chapter.filter(({ kind }) => kind === 'buy').length).toBeLessThanOrEqual(1);
    expect(chapter.map(({ atMs }) => atMs)).toEqual(
      chapter.map(({ atMs }) => atMs).toSorted((one, other) => one - other),
    );
    for (const { atMs } of chapter) expect(atMs >= 0 && atMs < shownMs).toBe(true);
  }
});

test('[Y4] [Y11] where somebody is to buy for certain one does, and nothing else is changed', () => {
  for (const [round, chapter] of rounds.flatMap((all, at) => all.map((_, one) => [at, one] as const))) {
    const [acts, sure] = [actsOf(11, round, chapter), actsOf(11, round, chapter, true)];
    expect(sure.filter(({ kind }) => kind === 'buy')).toHaveLength(1);
    expect(sure).toEqual(expect.arrayContaining([...acts]));
  }
});

test('[Y4] the host answers after the question, in its language, and the asker speaks it', () => {
  for (const chapter of rounds.flat()) {
    const answerAt = chapter.findIndex((act) => act.kind === 'say' && act.by === 'host');
    const [question] = chapter.filter((act) => act.kind === 'say' && act.by !== 'host');
    const exchange = Object.values(exchanges)
      .flat()
      .find((one) => question?.kind === 'say' && one.question === question.text);
    const answer = chapter[answerAt]!;
    expect(answer.kind === 'say' && answer.text).toBe(exchange?.answer);
    expect(chapter.indexOf(question!)).toBeLessThan(answerAt);
    expect(question?.kind === 'say' && people[question.by as number]?.language).toBe(exchange?.language);
  }
});

test('[Y4] all three languages are heard, all people take part, and now and then somebody buys', () => {
  const said = acts.flatMap((act) => (act.kind === 'say' ? [act.text] : [])).join('');
  for (const script of [/\p{Script=Latin}/u, /\p{Script=Han}/u, /\p{Script=Hangul}/u]) expect(said).toMatch(script);
  expect(new Set(acts.map(({ by }) => by)).size).toBe(people.length + 1);
  const buys = acts.filter(({ kind }) => kind === 'buy').length / rounds.flat().length;
  expect(buys).toBeGreaterThan(0.15);
  expect(buys).toBeLessThan(0.45);
});

test('[Y4] every line fits the room, every product has its exchanges, every name its field', () => {
  const longest = 'n'.repeat(nameCharsMax);
  const texts = [
    ...Object.values(exchanges).flatMap((all) => all.flatMap(({ question, answer }) => [question, answer])),
    ...[...Object.values(remarks), ...Object.values(boughtLines)].flat(),
    ...[farewell, ...['hi', '你好', '안녕'].map((text) => greeting(longest, text))],
  ];
  for (const text of texts) expect([...text].length, text).toBeLessThanOrEqual(lineCharsMax);
  expect(Object.keys(exchanges).toSorted()).toEqual([...chapters].toSorted());
  expect(demoProducts.map(({ name }) => name).toSorted()).toEqual([...chapters].toSorted());
  for (const { name } of people) expect(name.length).toBeLessThanOrEqual(nameCharsMax);
});
