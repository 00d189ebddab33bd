export const sceneWidth = 720;
export const sceneHeight = 1280;
/** Where the middle of the turning plate is. */
export const plate = { x: 474, y: 822 };

const planks = { light: '#b98050', main: '#94603a', dark: '#643c22' };

/** What stands still behind the presenter: wall, window, shelves, lamp and the sign that says what this is. */
export function backdrop(): string {
  return `<defs>${fills}</defs>
  <rect width="720" height="1280" fill="url(#wall)"/>
  ${Array.from({ length: 9 }, (_, index) => `<path d="M0 ${96 + index * 96} h720" stroke="#b98a5c" stroke-width="2" opacity="0.16"/>`).join('')}
  ${pane}
  <path d="M40 560 L250 130 L470 130 L720 640 L720 860 L300 860Z" fill="url(#beam)" filter="url(#softer)"/>
  ${shelf(388, 452)}${shelf(420, 620)}
  ${pots}${books}
  ${lamp}${sign}${herbs}
  <rect width="720" height="1280" fill="url(#shade)"/>`;
}

/** What stands before the presenter: the bench, the plate, and small things on it. */
export function bench(): string {
  return `<defs>${fills}</defs>
  <path d="M0 792 L720 792 L720 884 L0 884Z" fill="url(#top)"/>
  ${[806, 824, 848].map((y, index) => `<path d="M0 ${y} h720" stroke="#5e3820" stroke-width="${1.5 + index * 0.5}" opacity="0.28"/>`).join('')}
  <path d="M0 792 h720" stroke="#e9bd84" stroke-width="4" opacity="0.75"/>
  <rect y="884" width="720" height="396" fill="url(#front)"/>
  <rect y="884" width="720" height="22" fill="#2e1a0e" opacity="0.4"/>
  ${[144, 300, 452, 596].map((x) => `<path d="M${x} 890 v390" stroke="#2e1a0e" stroke-width="4" opacity="0.35"/><path d="M${x + 3} 890 v390" stroke="#d29a62" stroke-width="1.5" opacity="0.3"/>`).join('')}
  ${grain}
  <ellipse cx="${plate.x}" cy="${plate.y + 26}" rx="196" ry="38" fill="#2b1608" opacity="0.4" filter="url(#soft)"/>
  <path d="M${plate.x - 172} ${plate.y + 2} v14 a172 38 0 0 0 344 0 v-14Z" fill="#6b3f20"/>
  <ellipse cx="${plate.x}" cy="${plate.y + 2}" rx="172" ry="38" fill="url(#disc)"/>
  <ellipse cx="${plate.x}" cy="${plate.y + 2}" rx="150" ry="32" fill="none" stroke="#8b5a30" stroke-width="2.5" opacity="0.5"/>
  ${tools}
  <rect y="792" width="720" height="488" fill="url(#shadeLow)"/>`;
}

const stops = (...colors: readonly (readonly [number, string, number?])[]) =>
  colors
    .map(([at, color, opacity = 1]) => `<stop offset="${at}" stop-color="${color}" stop-opacity="${opacity}"/>`)
    .join('');

const fills = `
  <linearGradient id="wall" x1="0" y1="0" x2="0.35" y2="1">${stops([0, '#f2dcba'], [0.45, '#e2bf92'], [1, '#b98358'])}</linearGradient>
  <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">${stops([0, '#fdf6e3'], [0.6, '#fbe3b4'], [1, '#f0cf98'])}</linearGradient>
  <linearGradient id="beam" x1="0" y1="0" x2="0.9" y2="1">${stops([0, '#fff3cf', 0.55], [1, '#fff3cf', 0])}</linearGradient>
  <linearGradient id="plank" x1="0" y1="0" x2="0" y2="1">${stops([0, planks.light], [0.5, planks.main], [1, planks.dark])}</linearGradient>
  <linearGradient id="top" x1="0" y1="0" x2="0" y2="1">${stops([0, '#cf9a63'], [1, '#a36c3e'])}</linearGradient>
  <linearGradient id="front" x1="0" y1="0" x2="0" y2="1">${stops([0, '#7c4c2b'], [0.35, '#633a20'], [1, '#3b2012'])}</linearGradient>
  <radialGradient id="disc" cx="0.35" cy="0.3" r="0.9">${stops([0, '#e3b47c'], [0.6, '#bd8750'], [1, '#8f5e34'])}</radialGradient>
  <radialGradient id="glow" cx="0.5" cy="0.5" r="0.5">${stops([0, '#fff0c4', 0.95], [0.35, '#ffdf9b', 0.42], [1, '#ffdf9b', 0])}</radialGradient>
  <radialGradient id="shade" cx="0.42" cy="0.34" r="0.85">${stops([0.45, '#3a1c0c', 0], [1, '#3a1c0c', 0.42])}</radialGradient>
  <linearGradient id="shadeLow" x1="0" y1="0" x2="0" y2="1">${stops([0, '#1c0d05', 0], [1, '#1c0d05', 0.45])}</linearGradient>
  <linearGradient id="brass" x1="0" y1="0" x2="1" y2="0">${stops([0, '#f1cf86'], [0.5, '#c4923f'], [1, '#7d5820'])}</linearGradient>
  <filter id="softer" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="26"/></filter>
  <filter id="soft" x="-30%" y="-80%" width="160%" height="260%"><feGaussianBlur stdDeviation="12"/></filter>`;

const pane = `<g><rect x="22" y="138" width="206" height="356" rx="10" fill="#8a5b36"/><rect x="36" y="152" width="178" height="328" rx="4" fill="url(#sky)"/>
  <path d="M36 420 q40 -50 90 -22 q44 -34 88 4 v78 h-178Z" fill="#b9c28c" opacity="0.75"/><path d="M36 446 q60 -30 178 -6 v40 h-178Z" fill="#93a668" opacity="0.7"/>
  <path d="M125 152 v328 M36 316 h178" stroke="#8a5b36" stroke-width="10"/><path d="M14 494 h222 v20 h-222Z" fill="url(#plank)"/>
  <path d="M52 494 v-30 h44 v30Z" fill="#b5623a"/><path d="M74 466 q-34 -18 -30 -58 q24 14 30 54 q-4 -54 16 -74 q16 34 -12 76 q20 -30 40 -28 q-4 30 -40 32Z" fill="#5f7d46"/></g>`;

function shelf(x: number, y: number): string {
  return `<path d="M${x} ${y} h${720 - x} v17 h-${720 - x}Z" fill="url(#plank)"/><path d="M${x} ${y + 17} h${720 - x} v16 h-${720 - x}Z" fill="#3a1c0c" opacity="0.2"/>
    <path d="M${x + 40} ${y + 17} l0 34 l-18 -34Z M690 ${y + 17} l0 34 l-18 -34Z" fill="${planks.dark}"/>`;
}

function pot(x: number, y: number, color: string, shape: string, shine = 0.35): string {
  return `<g transform="translate(${x} ${y})"><path d="${shape}" fill="${color}"/><path d="${shape}" fill="url(#shadeSide)" opacity="0.5"/><path d="M-12 -44 q-8 22 -2 40" stroke="#fff" stroke-width="6" fill="none" opacity="${shine}" stroke-linecap="round"/></g>`;
}

const jug = 'M-26 0 q-16 -40 8 -66 l-2 -16 h38 l-2 16 q26 26 8 66Z';
const cup = 'M-24 -46 h48 l-4 40 q-2 6 -8 6 h-24 q-6 0 -8 -6Z';
const jar = 'M-30 0 q-8 -50 2 -70 q6 -10 16 -10 h24 q10 0 16 10 q10 20 2 70Z';
const pots = `<linearGradient id="shadeSide" x1="0" y1="0" x2="1" y2="0"><stop offset="0.3" stop-color="#2a1408" stop-opacity="0"/><stop offset="1" stop-color="#2a1408" stop-opacity="0.6"/></linearGradient>
  ${pot(440, 452, '#b5654a', jug)}${pot(505, 452, '#e8d5b0', cup)}${pot(565, 452, '#6f8b86', jar)}${pot(634, 452, '#d8a35a', jug)}${pot(694, 452, '#8f9a6c', cup)}
  ${pot(470, 620, '#8f9a6c', jar)}${pot(668, 620, '#c27a50', jar)}`;
const books = `<g>${[
  ['#7d4a3a', 66],
  ['#c99a4a', 74],
  ['#4f6b62', 60],
  ['#a85a3c', 70],
]
  .map(
    ([color, height], index) =>
      `<rect x="${528 + index * 21}" y="${620 - Number(height)}" width="19" height="${height}" rx="3" fill="${color}"/><path d="M${532 + index * 21} ${632 - Number(height)} h11" stroke="#f2dcba" stroke-width="3" opacity="0.6"/>`,
  )
  .join('')}</g>`;

const lamp = `<g><path d="M392 0 V150" stroke="#3a2414" stroke-width="5"/><circle cx="392" cy="214" r="190" fill="url(#glow)"/>
  <path d="M392 142 q-54 10 -66 70 h132 q-12 -60 -66 -70Z" fill="url(#brass)"/><ellipse cx="392" cy="212" rx="66" ry="11" fill="#fff3cf"/></g>`;

const sign = `<g transform="translate(562 286)"><path d="M-40 -62 L0 -96 L40 -62" fill="none" stroke="#4a2d1a" stroke-width="3"/><rect x="-78" y="-64" width="156" height="92" rx="16" fill="#fbf1dc" stroke="#9c3f24" stroke-width="6"/>
  <text x="0" y="-12" text-anchor="middle" font-family="DejaVu Sans, sans-serif" font-weight="bold" font-size="38" letter-spacing="2" fill="#9c3f24">DEMO</text>
  <text x="0" y="14" text-anchor="middle" font-family="DejaVu Sans, sans-serif" font-size="15" fill="#6b4326">Lindt &amp; Daughters</text></g>`;

const herbs = `<g>${[0, 1, 2]
  .map((index) => {
    const x = 276 + index * 34;
    const tone = ['#8f9a5c', '#b99a6c', '#7d8a56'][index];
    return `<path d="M${x} 96 v24" stroke="#6b4326" stroke-width="3"/>${[-14, -7, 0, 7, 14].map((lean) => `<path d="M${x} 116 q${lean * 0.4} 34 ${lean} ${62 + ((index * 13 + lean) % 11)}" stroke="${tone}" stroke-width="6" fill="none" stroke-linecap="round"/>`).join('')}`;
  })
  .join('')}<path d="M250 96 h122" stroke="#6b4326" stroke-width="6" stroke-linecap="round"/></g>`;

const grain = Array.from({ length: 16 }, (_, index) => {
  const [x, y] = [(index * 211) % 700, 920 + ((index * 97) % 340)];
  return `<path d="M${x} ${y} q26 -8 58 0 t52 2" stroke="#2e1a0e" stroke-width="2.5" fill="none" opacity="0.22"/>`;
}).join('');

const tools = `<g><path d="M48 846 l8 -74 h52 l8 74 q-34 14 -68 0Z" fill="#a9b7a6"/><path d="M56 786 h52" stroke="#6d7d6c" stroke-width="4" opacity="0.6"/><ellipse cx="82" cy="772" rx="26" ry="6" fill="#5c6a58"/>
  <path d="M70 772 L58 690 M82 772 L86 676 M94 772 L112 696" stroke="#c99a5b" stroke-width="7" stroke-linecap="round"/><path d="M58 692 l-5 -26 q9 -8 13 4Z" fill="#4a2d1d"/><path d="M86 678 l-6 -30 q7 -8 13 0Z" fill="#8a4a2e"/><circle cx="114" cy="690" r="11" fill="#d9b06a"/>
  <path d="M126 862 l96 -14 l34 22 l-98 18Z" fill="#f4e6c9"/><path d="M126 862 l96 -14 l2 6 l-96 15Z" fill="#b5623a"/></g>`;
