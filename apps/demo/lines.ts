import type { Language } from './people.ts';

export interface Exchange {
  readonly language: Language;
  readonly question: string;
  readonly answer: string;
}

function three(en: [string, string], zh: [string, string], ko: [string, string]): readonly Exchange[] {
  const said = { en, zh, ko };
  return (['en', 'zh', 'ko'] as const).map((language) => {
    const [question, answer] = said[language];
    return { language, question, answer };
  });
}

/** What is asked about each product, and what the host answers: facts of its description. */
export const exchanges: Readonly<Record<string, readonly Exchange[]>> = {
  mug: three(
    ['How much does the mug hold?', '350 ml: a large coffee with room for milk.'],
    ['可以放洗碗机吗？', '可以，洗碗机和微波炉都没问题。'],
    ['머그 용량이 얼마나 되나요?', '350ml예요. 우유까지 넉넉하게 들어가요.'],
  ),
  candle: three(
    ['How long does it burn?', 'About sixty hours. Keep the wick at five millimetres.'],
    ['会有烟吗？', '烛芯留五毫米就不会，点起来是淡淡的蜂蜜香。'],
    ['향이 강한가요?', '은은한 꿀 향이에요. 천연 밀랍 그대로입니다.'],
  ),
  apron: three(
    ['I am 1.90 m. Which one?', 'Take the tall one: 104 cm long, and the straps cross at the back.'],
    ['亚麻会缩水吗？', '已经水洗过了，40 度机洗不会再缩。'],
    ['목이 아프지 않나요?', '끈이 등에서 교차돼서 목에 걸리지 않아요.'],
  ),
  bottle: three(
    ['Is it very peppery?', 'A little, at the end. That is the fresh harvest.'],
    ['是今年的新油吗？', '是的，十月手摘，当天压榨。'],
    ['유통기한은요?', '서늘하고 어두운 곳에서 18개월입니다.'],
  ),
  vase: three(
    ['Can I put water in it?', 'Yes, it is watertight. Look at the ash on the shoulder!'],
    ['每个颜色都不一样吗？', '对，灰釉是用我们炉子里的灰做的，没有两个一样。'],
    ['입구가 좁은가요?', '5cm예요. 꽃 한 다발도 들어가요.'],
  ),
  board: three(
    ['Glued or one piece?', 'One piece of oak, 42 by 28. Oil it twice a year.'],
    ['有多重？', '1.6 公斤，厚 2.4 厘米，切东西很稳。'],
    ['식기세척기에 넣어도 되나요?', '닦아서 세워 말려 주세요. 그러면 오래 써요.'],
  ),
  teapot: three(
    ['Does it drip?', 'Not a drop. Watch the edge of the spout.'],
    ['能泡几杯？', '900 毫升，四杯左右，壶嘴里自带滤网。'],
    ['직화로 써도 되나요?', '불 위에는 올리지 마세요. 식기세척기는 괜찮아요.'],
  ),
  throw: three(
    ['Does it scratch?', 'It is merino, so no. You can wear it on bare skin.'],
    ['尺寸多大？', '130 乘 180，780 克，秋天的阳台也够暖。'],
    ['세탁은 어떻게 하나요?', '찬물에 손세탁, 평소엔 바람만 쐬어 주세요.'],
  ),
  tin: three(
    ['At what temperature do I brew it?', '75 degrees, two minutes. It is good for three brews.'],
    ['这是哪里的茶？', '韩国宝城，四月的头采。'],
    ['보성 차 맞나요?', '네, 보성 첫물차예요. 4월에 땄습니다.'],
  ),
  lantern: three(
    ['Can it be dimmed?', 'Yes, and the light can be exchanged. It is very warm: 2,700 K.'],
    ['纸容易破吗？', '楮皮纸很韧，擦灰用软刷就行。'],
    ['전선 길이가 어떻게 되나요?', '2m예요. 침대 옆에 두기 좋아요.'],
  ),
  bowl: three(
    ['Is it safe for salad?', 'Yes: walnut oil only. Wash it by hand.'],
    ['是整块木头做的吗？', '是的，一整块胡桃木车出来的，木纹是连着的。'],
    ['크기가 어느 정도예요?', '지름 28cm, 높이 11cm입니다.'],
  ),
  basket: three(
    ['How much can I carry in it?', 'Twelve kilos. And it stands by itself.'],
    ['柳条会掉屑吗？', '去了皮的白柳，很光滑，刷一刷就干净。'],
    ['손잡이까지 높이가 얼마예요?', '46cm예요. 팔에 걸기 딱 좋아요.'],
  ),
};

/** What somebody says in between. */
export const remarks: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'The light in this workshop!',
    'Hello from Bamberg',
    'That turns beautifully',
    'My mother would love this',
    'Hello everybody',
  ],
  zh: ['这个工坊的光好美', '大家好', '手工的质感真好', '想给妈妈买一个', '转起来好治愈'],
  ko: [
    '공방 분위기 너무 좋아요',
    '안녕하세요 여러분',
    '색감이 예쁘네요',
    '선물하기 좋겠어요',
    '돌아가는 거 보니까 힐링돼요',
  ],
};

/** What somebody says who has just bought. */
export const boughtLines: Readonly<Record<Language, readonly string[]>> = {
  en: ['Ordered one!', 'Got it, thank you', 'One for me'],
  zh: ['下单啦', '我买了一个', '拍好了，谢谢'],
  ko: ['주문했어요!', '하나 샀어요', '저도 하나요'],
};

/** What the host says to a stranger who talks: honest, and in the language that was used. */
export function greeting(name: string, text: string): string {
  if (/\p{Script=Hangul}/u.test(text))
    return `${name}님, 반가워요! 데모라서 읽는 사람은 없지만 나머지는 모두 실제로 작동해요.`;
  if (/\p{Script=Han}/u.test(text)) return `${name}，你好！这是演示，没有真人在看，但其他功能都是真的，随便试。`;
  return `Hello ${name}! This is a demo: nobody reads along, but all the rest works. Try it.`;
}

export const farewell = 'This show ends here, and the next one begins at once: you find it on the first page.';
