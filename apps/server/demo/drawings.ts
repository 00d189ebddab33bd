/** The demo shop's pictures, drawn as vectors: plainly a demonstration, and no photograph's rights to keep. */
export interface Drawing {
  readonly paper: readonly [string, string];
  readonly main: string;
  readonly dark: string;
  readonly light: string;
  readonly shape: keyof typeof shapes;
}

const size = 1200;

/** A square picture of one thing on a table, as SVG text. `close` moves nearer, for the second picture. */
export function draw({ paper, main, dark, light, shape }: Drawing, close = false): string {
  const scale = close ? 1.55 : 1;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">
  <defs>
    <linearGradient id="paper" x1="0" y1="0" x2="0.4" y2="1"><stop offset="0" stop-color="${paper[0]}"/><stop offset="1" stop-color="${paper[1]}"/></linearGradient>
    <linearGradient id="body" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${light}"/><stop offset="0.45" stop-color="${main}"/><stop offset="1" stop-color="${dark}"/></linearGradient>
    <radialGradient id="glow" cx="0.3" cy="0.2" r="0.9"><stop offset="0" stop-color="#fff" stop-opacity="0.55"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
    <filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="26"/></filter>
  </defs>
  <rect width="${size}" height="${size}" fill="url(#paper)"/>
  <rect y="820" width="${size}" height="380" fill="${dark}" opacity="0.13"/>
  <rect width="${size}" height="${size}" fill="url(#glow)"/>
  <g transform="translate(600 ${close ? 560 : 600}) scale(${scale}) translate(-600 -600)">
    <ellipse cx="640" cy="905" rx="330" ry="48" fill="#2b1a10" opacity="0.34" filter="url(#soft)"/>
    ${shapes[shape]({ main, dark, light })}
  </g>
</svg>`;
}

interface Tones {
  readonly main: string;
  readonly dark: string;
  readonly light: string;
}

const shapes = {
  mug: ({ dark, light }: Tones) => `
    <path d="M800 520 q170 -10 160 130 q-10 140 -180 130" fill="none" stroke="${dark}" stroke-width="52" stroke-linecap="round"/>
    <path d="M360 420 h480 v360 q0 130 -130 130 h-220 q-130 0 -130 -130z" fill="url(#body)"/>
    <path d="M360 640 q120 60 240 10 t240 20 v110 q0 130 -130 130 h-220 q-130 0 -130 -130z" fill="${dark}" opacity="0.4"/>
    <ellipse cx="600" cy="420" rx="240" ry="52" fill="${light}"/><ellipse cx="600" cy="428" rx="208" ry="38" fill="#3a2216"/>
    <path d="M560 350 q-30 -50 10 -100 t0 -100 M650 350 q-30 -50 10 -100 t0 -90" fill="none" stroke="#fff" stroke-width="12" opacity="0.45" stroke-linecap="round"/>`,
  apron: ({ dark, light }: Tones) => `
    <path d="M470 260 q130 -170 260 0" fill="none" stroke="${dark}" stroke-width="22"/>
    <path d="M450 260 h300 q20 150 110 210 l10 410 q-270 60 -540 0 l10 -410 q90 -60 110 -210z" fill="url(#body)"/>
    <path d="M440 610 h320 v170 q-160 40 -320 0z" fill="${light}" opacity="0.55"/><path d="M600 610 v190" stroke="${dark}" stroke-width="6" stroke-dasharray="14 10"/>
    <path d="M340 480 l-130 70 M860 480 l130 70" stroke="${dark}" stroke-width="20" stroke-linecap="round"/>`,
  candle: ({ dark, light }: Tones) => `
    <ellipse cx="600" cy="330" rx="120" ry="150" fill="#ffd27a" opacity="0.4" filter="url(#soft)"/>
    <path d="M600 240 q70 90 0 170 q-70 -80 0 -170z" fill="#ffb638"/><path d="M600 310 q32 50 0 96 q-32 -46 0 -96z" fill="#fff2c9"/>
    <rect x="592" y="392" width="16" height="60" fill="#4a2c18"/>
    <rect x="430" y="450" width="340" height="450" rx="26" fill="url(#body)"/><ellipse cx="600" cy="450" rx="170" ry="34" fill="${light}"/>
    ${[540, 630, 720, 810].map((y) => `<path d="M430 ${y} l57 -32 l57 32 l57 -32 l57 32 l57 -32 l55 32" fill="none" stroke="${dark}" stroke-width="7" opacity="0.5"/>`).join('')}`,
  board: ({ dark, light }: Tones) => `
    <g transform="rotate(-8 600 600)"><rect x="330" y="250" width="540" height="650" rx="70" fill="url(#body)"/>
    <rect x="530" y="120" width="140" height="190" rx="60" fill="url(#body)"/><circle cx="600" cy="190" r="30" fill="#f6e7d2"/>
    ${[0, 1, 2, 3, 4].map((n) => `<path d="M${380 + n * 105} 280 q${n % 2 ? 34 : -30} 280 10 590" fill="none" stroke="${n % 2 ? dark : light}" stroke-width="9" opacity="0.5"/>`).join('')}</g>
    <circle cx="450" cy="800" r="74" fill="#c8452e"/><path d="M450 728 q20 -40 60 -34" stroke="#4e7a3a" stroke-width="16" fill="none" stroke-linecap="round"/>`,
  throw: ({ dark, light }: Tones) => `
    <path d="M270 470 q330 -150 660 0 v300 q0 130 -90 130 h-480 q-90 0 -90 -130z" fill="url(#body)"/>
    <path d="M270 560 q330 -130 660 0 M270 660 q330 -110 660 0 M272 770 q328 -90 656 0" stroke="${light}" stroke-width="26" fill="none" opacity="0.75"/>
    <path d="M270 470 q330 -150 660 0 q-330 120 -660 0z" fill="${dark}" opacity="0.55"/>
    ${Array.from({ length: 17 }, (_, n) => `<path d="M${300 + n * 37} 890 v58" stroke="${light}" stroke-width="10" stroke-linecap="round"/>`).join('')}`,
  bottle: ({ dark, light }: Tones) => `
    <rect x="552" y="170" width="96" height="70" rx="14" fill="#3a2417"/><rect x="562" y="232" width="76" height="150" fill="url(#body)"/>
    <path d="M562 370 q-132 60 -132 190 v290 q0 54 54 54 h232 q54 0 54 -54 v-290 q0 -130 -132 -190z" fill="url(#body)"/>
    <rect x="450" y="580" width="300" height="220" rx="10" fill="#f8efdf"/><path d="M500 700 q60 -90 120 -20 q70 -60 90 -30" fill="none" stroke="${dark}" stroke-width="9"/>
    <circle cx="560" cy="690" r="20" fill="${dark}"/><circle cx="640" cy="680" r="20" fill="${dark}"/><path d="M470 560 v280" stroke="${light}" stroke-width="16" opacity="0.5"/>`,
  tin: ({ dark, light }: Tones) => `
    <rect x="400" y="340" width="400" height="560" rx="30" fill="url(#body)"/><rect x="385" y="270" width="430" height="110" rx="26" fill="${dark}"/>
    <rect x="560" y="236" width="80" height="44" rx="18" fill="${dark}"/><circle cx="600" cy="620" r="136" fill="#f8efdf"/>
    <path d="M600 720 v-180 M600 640 q-80 -10 -84 -80 q80 0 84 80 M600 600 q76 -10 84 -84 q-80 6 -84 84" stroke="${dark}" stroke-width="10" fill="${light}"/>`,
  basket: ({ dark, light }: Tones) => `
    <path d="M360 560 q20 -330 240 -330 t240 330" fill="none" stroke="${dark}" stroke-width="34"/>
    <path d="M290 540 h620 l-74 330 q-10 40 -50 40 h-372 q-40 0 -50 -40z" fill="url(#body)"/>
    ${[600, 670, 740, 810].map((y, n) => `<path d="M${310 + n * 15} ${y} h${580 - n * 30}" stroke="${n % 2 ? light : dark}" stroke-width="18" stroke-dasharray="46 22" opacity="0.6"/>`).join('')}
    <rect x="270" y="510" width="660" height="66" rx="33" fill="${dark}"/>
    <circle cx="480" cy="470" r="70" fill="#d9a441"/><circle cx="610" cy="450" r="84" fill="#c8562e"/><circle cx="730" cy="478" r="62" fill="#7d9a4f"/>`,
} as const;
