import { expect, test } from 'vitest';
import { answerCharsMax, ratingMax, reviewCharsMax } from '../../features/reviews/protocol.ts';
import { bounds } from './bounds.ts';
import { chapters } from './footage-plan.ts';
import { people } from './people.ts';
import { hostRatingOf, isUnreviewed, type Reviewed, reviewDue, reviewLabels, reviewOf } from './reviews.ts';

const all = chapters.flatMap((chapter) => people.map((_, by) => ({ by, chapter, review: reviewOf(by, chapter) })));

test('[Y11] each of the people has something to say of each product, in the own language, and says that it is a demonstration', () => {
  for (const { by, chapter, review } of all) {
    const { language } = people[by]!;
    const label = reviewLabels[language];
    expect(review, `${chapter} ${language}`).not.toBeNull();
    const { rating, text, answer } = review!;
    expect([1, 2, 3, 4, 5]).toContain(rating);
    expect(rating).toBeLessThanOrEqual(ratingMax);
    for (const said of [text, ...(answer === undefined ? [] : [answer])])
      expect(said.startsWith(label), said).toBe(true);
    const script = { en: /\p{Script=Latin}/u, zh: /\p{Script=Han}/u, ko: /\p{Script=Hangul}/u }[language];
    expect(text.slice(label.length)).toMatch(script);
    expect([text.length <= reviewCharsMax, (answer ?? '').length <= answerCharsMax]).toEqual([true, true]);
  }
  expect(all.filter(({ review }) => review!.answer !== undefined).map(({ chapter }) => chapter)).toContain('apron');
  expect(people.map((_, by) => hostRatingOf(by)).every((stars) => stars >= 1 && stars <= ratingMax)).toBe(true);
});

test('[Y11] there is one review of each product and language, and no more, however often they buy', () => {
  let reviewed: Reviewed = { products: [], rated: [] };
  expect(chapters.every((chapter) => isUnreviewed(reviewed, chapter))).toBe(true);
  for (let round = 0; round < 3; round += 1)
    for (const { by, chapter } of all) {
      const key = reviewDue(reviewed, by, chapter);
      if (key !== null) reviewed = { ...reviewed, products: [...reviewed.products, key] };
    }
  expect(new Set(reviewed.products).size).toBe(reviewed.products.length);
  expect(reviewed.products).toHaveLength(bounds.reviewsMax);
  expect(chapters.some((chapter) => isUnreviewed(reviewed, chapter))).toBe(false);
  const full = { rated: [], products: Array.from({ length: bounds.reviewsMax }, (_, at) => `another ${at}`) };
  expect(reviewDue(full, 0, chapters[0]!)).toBeNull();
});
