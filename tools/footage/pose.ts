import { comingFrames, framesPerSecond, turnFrames } from '../../apps/demo/footage-plan.ts';
import type { Pose } from './presenter.ts';
import { ease, noise } from './solid.ts';

type Step = readonly [at: number, x: number, y: number, turn: number];

/** Where the hand is between two gestures. */
const home: readonly [number, number, number] = [404, 640, -30];
/** Gestures of one turn, between 0 and 1: the hand leaves home and comes back, another way in each chapter. */
const gestures: readonly (readonly Step[])[] = [
  [
    [0.12, 452, 520, -46],
    [0.3, 446, 534, -30],
    [0.42, 456, 516, -48],
    [0.6, 412, 610, -36],
    [0.78, 436, 548, -20],
  ],
  [
    [0.16, 432, 566, -8],
    [0.28, 458, 536, -26],
    [0.5, 440, 560, 6],
    [0.66, 456, 524, -40],
    [0.84, 418, 604, -26],
  ],
  [
    [0.1, 356, 610, -120],
    [0.24, 352, 606, -126],
    [0.42, 450, 530, -30],
    [0.58, 458, 518, -44],
    [0.8, 428, 570, -14],
  ],
];
const blinks = [
  [1.1, 3.4, 5.3],
  [0.7, 2.9, 4.6],
  [1.6, 3.9, 5.5],
];
/** When she speaks, in shares of a turn: three sentences with a breath between them. */
const sentences = [
  [0.03, 0.33],
  [0.39, 0.66],
  [0.72, 0.95],
] as const;

/** The presenter in one frame of a chapter. The first and the last frame of a turn meet, and so do two chapters. */
export function poseAt(chapter: number, frame: number): Pose {
  const coming = frame < comingFrames;
  const part = coming ? frame / comingFrames : (frame - comingFrames) / turnFrames;
  return coming ? comingPose(part) : talkingPose(chapter, part);
}

function comingPose(part: number): Pose {
  const lift = Math.sin(Math.PI * part) ** 2;
  const [x, y, turn] = [home[0] + 52 * lift, home[1] - 128 * lift, home[2] - 24 * lift];
  return {
    ...{ breath: Math.sin(Math.PI * part) ** 2 * 0.7, lean: 2.6 * lift, nod: 3 * lift, brow: 0.8 * lift },
    ...{ blink: blinkAt(part, 0.16, 0.13), gaze: 0.9 * lift, mouth: 0, round: 0 },
    ...{ hand: { x, y, turn }, rest: restAt(lift * 0.4) },
  };
}

function talkingPose(chapter: number, part: number): Pose {
  const circle = part * Math.PI * 2;
  const closes = Math.sin(Math.PI * part);
  const seconds = (part * turnFrames) / framesPerSecond;
  const kind = chapter % gestures.length;
  const blink = Math.max(...blinks[kind]!.map((at) => blinkAt(seconds, at, 0.13)));
  const looks = ease((part - 0.3) / 0.08) * (1 - ease((part - 0.56) / 0.08));
  const [x, y, turn] = handAt(gestures[kind]!, part);
  return {
    ...{ breath: 0.5 - 0.5 * Math.cos(circle * 2), blink, gaze: 0.85 * looks, ...lipsAt(chapter, part) },
    lean: 2.1 * Math.sin(circle + kind) * closes + 2.4 * looks,
    nod: 2.4 * Math.sin(circle * 3 + kind * 2) * closes,
    brow: 0.5 * closes * (0.5 + 0.5 * Math.sin(circle * 2 + kind)),
    ...{ hand: { x, y, turn }, rest: restAt(0.5 * closes * (0.5 + 0.5 * Math.sin(circle * 2))) },
  };
}

function lipsAt(chapter: number, part: number): Pick<Pose, 'mouth' | 'round'> {
  const speaks = Math.max(
    ...sentences.map(([from, to]) => ease((part - from) / 0.015) * (1 - ease((part - to) / 0.02))),
  );
  const beat = noise(part * 34, chapter * 7.3, 0.5);
  const vowel = noise(part * 19, chapter * 3.1, 8.5);
  return { mouth: speaks * Math.max(0, Math.min(1, (beat - 0.22) * 1.5)), round: speaks * vowel * 0.8 };
}

function handAt(steps: readonly Step[], part: number): readonly [number, number, number] {
  const all: readonly Step[] = [[0, ...home], ...steps, [1, ...home]];
  const next = all.findIndex(([at]) => at > part);
  const [from, to] = next < 0 ? [all.at(-1)!, all.at(-1)!] : [all[next - 1]!, all[next]!];
  const share = next < 0 ? 0 : ease((part - from[0]) / (to[0] - from[0]));
  const between = (axis: 1 | 2 | 3) => from[axis] + (to[axis] - from[axis]) * share;
  return [between(1), between(2), between(3)];
}

function restAt(lift: number): Pose['rest'] {
  return { x: 128 + 8 * lift, y: 772 - 10 * lift, turn: 78 };
}

function blinkAt(now: number, at: number, half: number): number {
  return Math.max(0, 1 - Math.abs(now - at) / half);
}
