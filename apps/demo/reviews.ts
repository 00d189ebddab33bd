import { bounds } from './bounds.ts';
import { people } from './people.ts';

export interface DemoReview {
  readonly rating: number;
  readonly text: string;
  /** What the shop answers. */
  readonly answer?: string;
}

type Said = readonly [rating: number, text: string, answer?: string];

/** What somebody says who bought it, one in each language; each says first that it is part of the demonstration. */
const said: Readonly<Record<string, Readonly<Record<'en' | 'zh' | 'ko', Said>>>> = {
  mug: {
    en: [5, 'Holds a large coffee with milk, and the glaze is different on every side.'],
    zh: [5, '釉色很温润，杯柄正好放下三根手指。'],
    ko: [4, '우유까지 넉넉하게 들어가요. 생각보다 조금 무거워요.'],
  },
  candle: {
    en: [5, 'Smells of honey, not of perfume. Ours has burned for a week of evenings.'],
    zh: [4, '蜂蜜味很淡，很舒服，希望再大一点。'],
    ko: [5, '은은한 향이라 잠들기 전에 켜 두기 좋아요.'],
  },
  apron: {
    en: [
      3,
      'Lovely linen, but the regular one is short on me at 1.90 m.',
      'The tall one is 104 cm long. Send yours back and we exchange it.',
    ],
    zh: [3, '料子很好，就是带子有点长。', '带子可以在背后交叉再绕到前面系，会短很多。'],
    ko: [
      3,
      '원단은 좋은데 색이 화면보다 조금 어두워요.',
      '몇 번 세탁하면 색이 부드러워져요. 마음에 안 들면 보내 주세요.',
    ],
  },
  bottle: {
    en: [5, 'Green and a little peppery at the end. Gone in three weeks.'],
    zh: [5, '很新鲜，拌沙拉特别香。'],
    ko: [4, '신선하고 맛있어요. 큰 병도 있으면 좋겠어요.'],
  },
  vase: {
    en: [5, 'The ash on the shoulder looks like a landscape. No two are alike.'],
    zh: [4, '灰釉很特别，插一枝就好看。'],
    ko: [5, '꽃 한 송이만 꽂아도 분위기가 나요.'],
  },
  board: {
    en: [4, 'One piece of oak, heavy enough to stay where it is. Needs its oil.'],
    zh: [5, '很稳，切面包的声音都好听。'],
    ko: [5, '나뭇결이 살아 있어요. 기름칠만 해 주면 됩니다.'],
  },
  teapot: {
    en: [5, 'It really does not drip. I looked for a year.'],
    zh: [5, '四杯刚好，壶嘴不滴水。'],
    ko: [4, '물이 안 새서 좋아요. 손잡이가 조금 뜨거워요.'],
  },
  throw: {
    en: [5, 'Warm and not at all scratchy. The cat has taken it over.'],
    zh: [5, '羊毛很软，一点也不扎。'],
    ko: [4, '포근하고 가벼워요. 손세탁은 조금 번거로워요.'],
  },
  tin: {
    en: [4, 'Sweet and grassy at 75 degrees; the third brew is the best.'],
    zh: [5, '头采就是不一样，三泡还有味道。'],
    ko: [5, '향이 살아 있어요. 보성 첫물차 맞네요.'],
  },
  lantern: {
    en: [5, 'A very warm light. It makes the whole corner quiet.'],
    zh: [4, '光很柔和，就是线可以再长一点。'],
    ko: [5, '침대 옆에 두었더니 방이 따뜻해 보여요.'],
  },
  bowl: {
    en: [5, 'You can follow the grain all the way around.'],
    zh: [5, '一整块木头，木纹太美了。'],
    ko: [4, '샐러드 그릇으로 쓰고 있어요. 꼭 손으로 씻어야 해요.'],
  },
  basket: {
    en: [4, 'Carries the whole market home, and stands by itself.'],
    zh: [5, '很结实，也不掉屑。'],
    ko: [5, '튼튼하고 팔에 걸기 편해요.'],
  },
};

/** So that nobody takes it for a stranger's word, wherever it is read. */
export const reviewLabels = { en: 'Demonstration: ', zh: '演示：', ko: '체험용: ' } as const;

/** What this one of the demo's people says of the product of a chapter. */
export function reviewOf(by: number, chapter: string): DemoReview | null {
  const { language } = people[by]!;
  const found = said[chapter]?.[language];
  if (!found) return null;
  const [rating, text, answer] = found;
  const label = reviewLabels[language];
  return { rating, text: label + text, ...(answer === undefined ? {} : { answer: label + answer }) };
}

/** How the host is rated by each of them. */
export function hostRatingOf(by: number): number {
  return by % 3 === 2 ? 4 : 5;
}

/** What of the demo has been reviewed and rated: once for each product and language, and once by each of its people. */
export interface Reviewed {
  readonly products: readonly string[];
  readonly rated: readonly string[];
}

/** The key of a review, or null when there is one already. */
export function reviewDue(reviewed: Reviewed, by: number, chapter: string): string | null {
  const key = `${chapter} ${people[by]!.language}`;
  return reviewed.products.includes(key) || reviewed.products.length >= bounds.reviewsMax ? null : key;
}

/** Nobody has said anything of it yet: somebody buys it in its next chapter for certain. */
export function isUnreviewed(reviewed: Reviewed, chapter: string): boolean {
  return !reviewed.products.some((key) => key.startsWith(`${chapter} `));
}
