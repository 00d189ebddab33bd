/** How the presenter stands in one frame. Every value but `hand` is a share: 0 is at rest. */
export interface Pose {
  readonly breath: number;
  /** Degrees that the head leans, and pixels that it nods. */
  readonly lean: number;
  readonly nod: number;
  /** 1 is a closed eye. */
  readonly blink: number;
  readonly mouth: number;
  readonly round: number;
  readonly brow: number;
  /** To the right when positive: there is the product. */
  readonly gaze: number;
  readonly hand: { readonly x: number; readonly y: number; readonly turn: number };
  readonly rest: { readonly x: number; readonly y: number; readonly turn: number };
}

const skin = { light: '#f3c9a3', main: '#e6b088', dark: '#c98a63' };
const hair = { light: '#6b4630', main: '#4a2d1d', dark: '#2f1b11' };
const wool = { light: '#f7efe0', main: '#e8dac2', dark: '#c9b596' };
const cloth = { light: '#3f7a6b', main: '#2f5f54', dark: '#1f443d' };
const shoulder = { x: 344, y: 534 };
const otherShoulder = { x: 166, y: 536 };

/** The presenter from the waist up, as SVG in the scene's own coordinates. */
export function presenter(pose: Pose): string {
  const rise = -3.2 * pose.breath;
  return `<defs>${gradients}</defs>
  ${torso(rise)}
  <g transform="translate(0 ${rise * 0.5})">${arm(otherShoulder, pose.rest, -1)}</g>
  <g transform="translate(0 ${rise})">${neck}
    <g transform="rotate(${pose.lean} 255 440) translate(0 ${pose.nod})">${head(pose)}</g></g>
  <g transform="translate(0 ${rise * 0.7})">${arm(shoulder, pose.hand, 1)}</g>`;
}

function gradient(id: string, tones: { light: string; main: string; dark: string }, across = true): string {
  const way = across ? 'x1="0" y1="0" x2="1" y2="0.25"' : 'x1="0" y1="0" x2="0.2" y2="1"';
  return `<linearGradient id="${id}" ${way}><stop offset="0" stop-color="${tones.light}"/><stop offset="0.5" stop-color="${tones.main}"/><stop offset="1" stop-color="${tones.dark}"/></linearGradient>`;
}

const gradients = [
  ...[gradient('skin', skin), gradient('hair', hair), gradient('wool', wool), gradient('cloth', cloth)],
  gradient('neck', { light: '#dca27a', main: '#cf9068', dark: '#b97d57' }, false),
].join('');

function torso(rise: number): string {
  return `<g>
    <path d="M255 ${474 + rise} C200 ${474 + rise} 152 ${490 + rise} 140 ${540 + rise} C132 600 140 720 142 840 L368 840 C370 720 378 600 370 ${540 + rise} C358 ${490 + rise} 310 ${474 + rise} 255 ${474 + rise}Z" fill="url(#wool)"/>
    <path d="M186 ${502 + rise} L200 ${484 + rise} L214 ${600 + rise} L298 ${600 + rise} L312 ${484 + rise} L326 ${502 + rise} L330 ${628 + rise} C352 690 362 760 364 840 L146 840 C148 760 158 690 180 ${628 + rise}Z" fill="url(#cloth)"/>
    <path d="M214 ${600 + rise} L298 ${600 + rise}" stroke="${cloth.light}" stroke-width="4"/>
    <path d="M206 706 h98 v70 q-49 16 -98 0Z" fill="${cloth.dark}" opacity="0.45"/><path d="M206 706 h98" stroke="${cloth.light}" stroke-width="4"/>
    <path d="M272 690 l7 34 M284 686 l-3 38" stroke="#e0a94a" stroke-width="7" stroke-linecap="round"/>
    <circle cx="204" cy="${608 + rise}" r="6" fill="#d9b06a"/><circle cx="308" cy="${608 + rise}" r="6" fill="#d9b06a"/>
    <path d="M214 ${479 + rise} q41 34 82 0" fill="none" stroke="${wool.light}" stroke-width="17" stroke-linecap="round"/>
    <path d="M216 ${487 + rise} q39 32 78 0" fill="none" stroke="${wool.dark}" stroke-width="3" opacity="0.7"/></g>`;
}

const neck = `<path d="M222 410 L222 476 Q255 506 288 476 L288 410Z" fill="url(#neck)"/>`;

function head({ blink, mouth, round, brow, gaze }: Pose): string {
  return `<g>
    <circle cx="274" cy="206" r="40" fill="url(#hair)"/><path d="M248 190 q28 -26 54 6" fill="none" stroke="${hair.light}" stroke-width="5" opacity="0.7"/>
    <path d="M168 340 C158 246 204 212 256 212 C310 212 354 248 344 342 C342 372 334 396 322 406 L190 406 C176 396 170 370 168 340Z" fill="url(#hair)"/>
    <ellipse cx="176" cy="352" rx="15" ry="22" fill="${skin.main}"/><ellipse cx="336" cy="352" rx="15" ry="22" fill="${skin.dark}"/>
    <circle cx="174" cy="378" r="7" fill="#e0a94a"/><circle cx="338" cy="378" r="7" fill="#c98f35"/>
    <path d="M182 330 C182 272 214 244 256 244 C300 244 330 272 330 330 C330 396 296 440 256 440 C216 440 182 396 182 330Z" fill="url(#skin)"/>
    <ellipse cx="208" cy="382" rx="20" ry="13" fill="#e07f60" opacity="0.34"/><ellipse cx="304" cy="382" rx="20" ry="13" fill="#d8694c" opacity="0.34"/>
    ${eye(224, gaze, blink)}${eye(289, gaze, blink)}
    <path d="M208 ${316 - 6 * brow} q17 -13 34 -3 M273 ${313 - 6 * brow} q17 -10 33 4" fill="none" stroke="${hair.main}" stroke-width="7" stroke-linecap="round"/>
    <path d="M${257 + gaze * 2} 350 q8 18 -5 22" fill="none" stroke="${skin.dark}" stroke-width="5" stroke-linecap="round"/>
    ${lips(mouth, round, gaze)}
    <path d="M178 326 C176 262 212 226 262 230 C312 232 342 268 334 330 C324 296 302 276 268 268 C246 300 206 300 178 326Z" fill="url(#hair)"/>
    <path d="M196 286 C216 258 244 246 276 250" fill="none" stroke="${hair.light}" stroke-width="6" opacity="0.55" stroke-linecap="round"/></g>`;
}

function eye(x: number, gaze: number, blink: number): string {
  const open = 1 - blink;
  if (open < 0.18)
    return `<path d="M${x - 13} 345 q13 9 26 0" fill="none" stroke="${hair.dark}" stroke-width="5" stroke-linecap="round"/>`;
  const shift = gaze * 4;
  return `<g transform="translate(${x} 343) scale(1 ${open})"><ellipse rx="13" ry="12" fill="#fffaf2"/>
    <circle cx="${shift}" cy="1" r="9.4" fill="#5b3a22"/><circle cx="${shift}" cy="1" r="5" fill="#20120a"/><circle cx="${shift - 3.5}" cy="-3.5" r="3.4" fill="#fff"/>
    <path d="M-15 -3 q4 -11 15 -11 q11 0 15 10" fill="none" stroke="${hair.dark}" stroke-width="5.5" stroke-linecap="round"/></g>`;
}

function lips(mouth: number, round: number, gaze: number): string {
  const [x, y] = [255 + gaze * 2, 398];
  const half = 27 - 11 * round;
  const open = 3 + 24 * mouth;
  if (mouth < 0.08)
    return `<path d="M${x - half} ${y - 3} q${half} 22 ${half * 2} 0" fill="none" stroke="#a84a38" stroke-width="6" stroke-linecap="round"/>`;
  return `<path d="M${x - half} ${y - 4} q${half} 5 ${half * 2} 0 q-3 ${open + 8} -${half} ${open + 8} q-${half - 3} 0 -${half} -${open + 8}Z" fill="#7c2a22"/>
    <path d="M${x - half + 5} ${y - 1} q${half - 5} 5 ${half * 2 - 10} 0 l-4 5 q-${half - 9} 4 -${half * 2 - 18} 0Z" fill="#fff6ea"/>
    <ellipse cx="${x}" cy="${y + open - 1}" rx="${half * 0.5}" ry="${open * 0.26}" fill="#d2685a"/>
    <path d="M${x - half} ${y - 4} q${half} 5 ${half * 2} 0 q-3 ${open + 8} -${half} ${open + 8} q-${half - 3} 0 -${half} -${open + 8}Z" fill="none" stroke="#b4533f" stroke-width="4.5" stroke-linejoin="round"/>`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A sleeve, the bare end of a forearm, and a hand: the elbow is where two lengths meet. */
function arm(from: Place, hand: Place & { readonly turn: number }, side: 1 | -1): string {
  const [upper, lower] = [142, 136];
  const reach = Math.min(upper + lower - 4, Math.hypot(hand.x - from.x, hand.y - from.y));
  const toHand = Math.atan2(hand.y - from.y, hand.x - from.x);
  const bend = Math.acos((upper ** 2 + reach ** 2 - lower ** 2) / (2 * upper * reach));
  const elbow = { x: from.x + upper * Math.cos(toHand + bend), y: from.y + upper * Math.sin(toHand + bend) };
  const cuff = { x: elbow.x + (hand.x - elbow.x) * 0.62, y: elbow.y + (hand.y - elbow.y) * 0.62 };
  const line = (to: Place, color: string, width: number, start: Place = elbow) =>
    `<path d="M${start.x} ${start.y} L${to.x} ${to.y}" stroke="${color}" stroke-width="${width}" stroke-linecap="round"/>`;
  const sleeve = (color: string, width: number, shift: number) =>
    `<path d="M${from.x + shift} ${from.y + shift} L${elbow.x + shift} ${elbow.y + shift} L${cuff.x + shift} ${cuff.y + shift}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
  return `${line(hand, skin.dark, 38, cuff)}${line({ x: hand.x - 2, y: hand.y - 3 }, skin.main, 31, cuff)}
    ${sleeve(wool.dark, 66, 0)}${sleeve(wool.main, 58, -2)}${sleeve(wool.light, 26, -8)}
    ${line({ x: cuff.x + 1, y: cuff.y + 1 }, wool.dark, 60, cuff)}${line(cuff, wool.main, 52, cuff)}
    <g transform="translate(${hand.x} ${hand.y}) rotate(${hand.turn}) scale(1 ${side})">${palm}</g>`;
}

/** An open hand that points to the right, the thumb on top. */
const palm = `<g stroke-linecap="round">
  <path d="M14 -8 L36 -34" stroke="${skin.dark}" stroke-width="18"/><path d="M14 -9 L35 -35" stroke="${skin.light}" stroke-width="14"/>
  <ellipse cx="14" cy="2" rx="32" ry="23" fill="${skin.main}"/>
  ${[15, 6, -4, -13].map((y, index) => `<path d="M28 ${y * 0.8} L${66 - Math.abs(index - 1.6) * 6} ${y * 1.25 + 2}" stroke="${skin.dark}" stroke-width="15.5"/><path d="M26 ${y * 0.8} L${65 - Math.abs(index - 1.6) * 6} ${y * 1.25 + 1}" stroke="${index > 1 ? skin.light : skin.main}" stroke-width="12.5"/>`).join('')}
  <ellipse cx="10" cy="-2" rx="24" ry="15" fill="${skin.light}" opacity="0.55"/></g>`;
