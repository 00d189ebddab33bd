import type { Drawing } from './drawings.ts';

export interface DemoProduct {
  readonly title: string;
  readonly description: string;
  readonly drawing: Drawing;
  readonly skus: readonly { readonly name: string; readonly priceMinor: number; readonly onHand: number }[];
}

const cream = ['#f9eddb', '#ecd2b0'] as const;
const rose = ['#f8e2d6', '#e6b9a2'] as const;
const sage = ['#eaf0df', '#c6d3ae'] as const;
const dusk = ['#e4e6ee', '#b9bfd2'] as const;

/** What Lindt & Daughters sells. Prices are in euro cents. */
export const demoProducts: readonly DemoProduct[] = [
  {
    title: 'Stoneware mug',
    description:
      'Thrown by hand, glazed twice, 350 ml. The foot is left bare, so that it does not slip. Safe in the dishwasher.',
    drawing: { paper: cream, main: '#c8642f', dark: '#7d3a1d', light: '#e9a06c', shape: 'mug' },
    skus: [
      { name: 'Persimmon', priceMinor: 2400, onHand: 18 },
      { name: 'Oat', priceMinor: 2400, onHand: 12 },
      { name: 'Night blue', priceMinor: 2600, onHand: 6 },
    ],
  },
  {
    title: 'Linen apron',
    description: 'Heavy washed linen with a deep pocket and crossed straps: nothing presses on the neck.',
    drawing: { paper: sage, main: '#8b9a6b', dark: '#55643c', light: '#c3cfa6', shape: 'apron' },
    skus: [
      { name: 'One size', priceMinor: 5900, onHand: 14 },
      { name: 'Tall', priceMinor: 6200, onHand: 5 },
    ],
  },
  {
    title: 'Beeswax candle',
    description: 'Pure wax from the Black Forest, burns for about sixty hours and smells of honey.',
    drawing: { paper: rose, main: '#e2a52f', dark: '#a46a16', light: '#f6d483', shape: 'candle' },
    skus: [{ name: '', priceMinor: 1850, onHand: 40 }],
  },
  {
    title: 'Oak cutting board',
    description: 'One piece of European oak, oiled, 42 x 28 cm, with a hole to hang it up.',
    drawing: { paper: cream, main: '#b5814c', dark: '#77502a', light: '#dcb586', shape: 'board' },
    skus: [{ name: '', priceMinor: 4500, onHand: 9 }],
  },
  {
    title: 'Wool throw',
    description: 'Merino from one flock, woven in Saxony, 130 x 180 cm. Warm enough for a balcony in October.',
    drawing: { paper: dusk, main: '#4d5c8a', dark: '#2c3659', light: '#a9b4d6', shape: 'throw' },
    skus: [
      { name: 'Dusk', priceMinor: 12900, onHand: 7 },
      { name: 'Moss', priceMinor: 12900, onHand: 4 },
    ],
  },
  {
    title: 'Olive oil, new harvest',
    description: 'Koroneiki olives from the Mani, pressed the day they were picked. 500 ml, a little peppery.',
    drawing: { paper: sage, main: '#6d7f2f', dark: '#3f4b16', light: '#b6c56b', shape: 'bottle' },
    skus: [
      { name: '500 ml', priceMinor: 1690, onHand: 60 },
      { name: 'Box of six', priceMinor: 8900, onHand: 8 },
    ],
  },
  {
    title: 'Green tea from Boseong',
    description: 'First flush, pan-fired, 80 g in a tin that closes tightly. Brew it at 75 degrees.',
    drawing: { paper: rose, main: '#4f7a5b', dark: '#2b4a35', light: '#a9cbb0', shape: 'tin' },
    skus: [{ name: '', priceMinor: 2200, onHand: 25 }],
  },
  {
    title: 'Market basket',
    description: 'Willow, woven in Franconia, carries twelve kilos and stands by itself.',
    drawing: { paper: cream, main: '#b98a4e', dark: '#6f4c25', light: '#e3c18d', shape: 'basket' },
    skus: [{ name: '', priceMinor: 7400, onHand: 3 }],
  },
];
