export interface DemoProduct {
  readonly title: string;
  readonly description: string;
  /** Its two pictures, `pictures/<name>-1.webp` and `-2.webp`; the show's footage calls it the same. */
  readonly name: string;
  /** The folder beside this file with its turn and its 3D model, of the one that has them. */
  readonly media?: string;
  readonly skus: readonly { readonly name: string; readonly priceMinor: number; readonly onHand: number }[];
}

/** What Lindt & Daughters sells. Prices are in euro cents. */
export const demoProducts: readonly DemoProduct[] = [
  {
    title: 'Stoneware mug',
    description:
      'Thrown by hand, glazed twice, 350 ml. The foot is left bare, so that it does not slip.\n\nMaterial: stoneware, fired at 1,240 °C\nSize: 9 cm wide, 10 cm high, 380 g\nCare: dishwasher and microwave',
    name: 'mug',
    media: 'mug',
    skus: [
      { name: 'Persimmon', priceMinor: 2400, onHand: 18 },
      { name: 'Oat', priceMinor: 2400, onHand: 12 },
      { name: 'Night blue', priceMinor: 2600, onHand: 6 },
    ],
  },
  {
    title: 'Beeswax candle',
    description:
      'Pure wax from the Black Forest, rolled by hand. It burns for about sixty hours and smells of honey.\n\nMaterial: beeswax, cotton wick\nSize: 7 cm wide, 11 cm high, 420 g\nCare: keep the wick at 5 mm',
    name: 'candle',
    skus: [{ name: '', priceMinor: 1850, onHand: 40 }],
  },
  {
    title: 'Linen apron',
    description:
      'Heavy washed linen with a deep pocket and crossed straps: nothing presses on the neck.\n\nMaterial: linen from Belgium, 245 g/m²\nSize: 80 cm wide, 92 cm long; the tall one 104 cm\nCare: wash at 40 °C, iron damp',
    name: 'apron',
    skus: [
      { name: 'One size', priceMinor: 5900, onHand: 14 },
      { name: 'Tall', priceMinor: 6200, onHand: 5 },
    ],
  },
  {
    title: 'Olive oil, new harvest',
    description:
      'Koroneiki olives from the Mani, pressed the day they were picked. A little peppery at the end.\n\nContent: extra virgin olive oil, 0.3 % acidity\nHarvest: October, by hand\nKeep: cool and dark, for eighteen months',
    name: 'bottle',
    skus: [
      { name: '500 ml', priceMinor: 1690, onHand: 60 },
      { name: 'Box of six', priceMinor: 8900, onHand: 8 },
    ],
  },
  {
    title: 'Ash-glazed vase',
    description:
      'The glaze is made of the ash of our own stove, so no two have the same green. For dry stems and for fresh ones.\n\nMaterial: stoneware, watertight\nSize: 16 cm wide, 21 cm high; opening 5 cm\nCare: by hand',
    name: 'vase',
    skus: [{ name: '', priceMinor: 5200, onHand: 8 }],
  },
  {
    title: 'Oak cutting board',
    description:
      'One piece of European oak, oiled, with a hole to hang it up.\n\nMaterial: oak from the Spessart, linseed oil\nSize: 42 x 28 cm, 2.4 cm thick, 1.6 kg\nCare: wipe, let it dry upright, oil twice a year',
    name: 'board',
    skus: [{ name: '', priceMinor: 4500, onHand: 9 }],
  },
  {
    title: 'Stoneware teapot',
    description:
      'Pours without a drip, and the lid stays on. The strainer is part of the spout.\n\nMaterial: stoneware, glazed inside and out\nContent: 900 ml, four cups\nCare: dishwasher; not on the stove',
    name: 'teapot',
    skus: [
      { name: 'Slate', priceMinor: 6900, onHand: 10 },
      { name: 'Oat', priceMinor: 6900, onHand: 7 },
    ],
  },
  {
    title: 'Wool throw',
    description:
      'Merino from one flock, woven in Saxony. Warm enough for a balcony in October.\n\nMaterial: merino wool, undyed white and indigo\nSize: 130 x 180 cm, 780 g\nCare: air it; wash by hand, cold',
    name: 'throw',
    skus: [
      { name: 'Dusk', priceMinor: 12900, onHand: 7 },
      { name: 'Moss', priceMinor: 12900, onHand: 4 },
    ],
  },
  {
    title: 'Green tea from Boseong',
    description:
      'First flush, pan-fired, in a tin that closes tightly.\n\nContent: 80 g, about forty cups\nOrigin: Boseong, Korea; picked in April\nBrew: 75 °C, two minutes; three times',
    name: 'tin',
    skus: [{ name: '', priceMinor: 2200, onHand: 25 }],
  },
  {
    title: 'Paper lantern',
    description:
      'Mulberry paper over a frame of birch, with a warm light that can be dimmed.\n\nMaterial: mulberry paper, birch, walnut\nSize: 26 cm wide, 32 cm high\nLight: LED, 2,700 K, exchangeable; cable of 2 m',
    name: 'lantern',
    skus: [{ name: '', priceMinor: 8400, onHand: 6 }],
  },
  {
    title: 'Walnut bowl',
    description:
      'Turned from one block, so the grain runs through it. For fruit, bread or salad.\n\nMaterial: walnut from the Jura, walnut oil\nSize: 28 cm wide, 11 cm high\nCare: by hand, oil it now and then',
    name: 'bowl',
    skus: [{ name: '', priceMinor: 7600, onHand: 5 }],
  },
  {
    title: 'Market basket',
    description:
      'White willow, woven in Franconia. It carries twelve kilos and stands by itself.\n\nMaterial: willow, peeled\nSize: 44 x 32 cm, 24 cm high; 46 cm with the handle\nCare: brush it; keep it dry',
    name: 'basket',
    skus: [{ name: '', priceMinor: 7400, onHand: 3 }],
  },
];
