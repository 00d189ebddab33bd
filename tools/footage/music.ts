/** The show's music, made of sines: slow plucked notes over a warm chord, quiet enough to talk over. It ends where it begins. */
export const soundTicksPerSecond = 48_000;
const secondsPerBar = 3.5;
/** Semitones above the low D, a chord for each bar. */
const chords = [
  [0, 7, 14, 18, 21],
  [-3, 4, 12, 16, 19],
  [-7, 0, 12, 14, 17],
  [-5, 2, 11, 14, 19],
  [0, 7, 16, 18, 23],
  [-8, 4, 11, 16, 19],
  [-7, 0, 9, 14, 16],
  [-5, 2, 7, 14, 18],
] as const;
/** Which note of the chord is plucked in each eighth of a bar; a hole is a rest. */
const patterns = [
  [0, null, 2, 3, null, 4, 3, null],
  [1, null, 3, null, 4, null, 2, null],
  [0, 2, null, 4, null, 3, null, 2],
  [1, null, 2, null, null, 4, null, 3],
] as const;
const lowD = 73.42;

/** So many seconds of it, left and right in turn. */
export function music(seconds: number): Float32Array {
  const loop = new Loop(Math.round(seconds * soundTicksPerSecond));
  const bars = Math.round(seconds / secondsPerBar);
  for (let bar = 0; bar < bars; bar++) playBar(loop, bar, bars);
  loop.echo(0.4375, 0.34);
  loop.echo(0.29, 0.22);
  return loop.evenedTo(0.3);
}

function playBar(loop: Loop, bar: number, bars: number): void {
  const chord = chords[bar % chords.length]!;
  const at = bar * secondsPerBar;
  for (const [index, note] of chord.slice(1).entries()) loop.pad(at, note + 12, 0.016, index % 2 === 0 ? 0.35 : 0.65);
  loop.pluck(at, chord[0] + 12, 0.15, 0.5, 2.6);
  const pattern = patterns[(bar + Math.floor(bar / 4)) % patterns.length]!;
  // Every sixth of the piece breathes: only the first notes of the bar are played.
  const calm = Math.floor((bar * 6) / bars) % 3 === 2;
  for (const [eighth, note] of pattern.entries()) {
    if (note === null || (calm && eighth > 3)) continue;
    const late = 0.012 * Math.sin(bar * 5 + eighth * 3);
    loop.pluck(
      at + (eighth * secondsPerBar) / 8 + late,
      chord[note]! + 24,
      0.085 - 0.006 * eighth,
      0.25 + (0.5 * ((eighth * 5) % 8)) / 8,
      1.3,
    );
  }
}

/** Sound that is longer than the piece goes on at its beginning. */
class Loop {
  readonly #left: Float32Array;
  readonly #right: Float32Array;

  constructor(ticks: number) {
    this.#left = new Float32Array(ticks);
    this.#right = new Float32Array(ticks);
  }

  /** A wooden bar that is struck: a note, its fourth overtone, and a short knock. */
  pluck(at: number, note: number, loud: number, pan: number, long: number): void {
    const pitch = lowD * 2 ** (note / 12);
    this.#add(at, long * 2.2, pan, (time) => {
      const body = Math.sin(2 * Math.PI * pitch * time) * Math.exp(-time / (long * 0.42));
      const bright = 0.28 * Math.sin(2 * Math.PI * pitch * 3.99 * time) * Math.exp(-time / 0.11);
      return loud * Math.min(1, time / 0.004) * (body + bright);
    });
  }

  pad(at: number, note: number, loud: number, pan: number): void {
    const pitch = lowD * 2 ** (note / 12);
    const long = secondsPerBar * 1.7;
    this.#add(at - 0.5, long, pan, (time) => {
      const swell = Math.sin(Math.PI * Math.min(1, time / long)) ** 1.3;
      const chorus = Math.sin(2 * Math.PI * pitch * time) + Math.sin(2 * Math.PI * pitch * 1.004 * time + 1);
      return loud * swell * (chorus + 0.3 * Math.sin(2 * Math.PI * pitch * 2 * time));
    });
  }

  echo(afterSeconds: number, share: number): void {
    const after = Math.round(afterSeconds * soundTicksPerSecond);
    const [left, right] = [this.#left.slice(), this.#right.slice()];
    for (let bounce = 1, loud = share; bounce <= 4; bounce++, loud *= share) {
      const [from, other] = bounce % 2 === 0 ? [left, right] : [right, left];
      for (let at = 0; at < left.length; at++) {
        const to = (at + after * bounce) % left.length;
        this.#left[to]! += from[at]! * loud;
        this.#right[to]! += other[at]! * loud;
      }
    }
  }

  evenedTo(peak: number): Float32Array {
    const highest = this.#left.reduce(
      (most, value, at) => Math.max(most, Math.abs(value), Math.abs(this.#right[at]!)),
      0,
    );
    const both = new Float32Array(this.#left.length * 2);
    for (let at = 0; at < this.#left.length; at++) {
      both[at * 2] = (this.#left[at]! * peak) / highest;
      both[at * 2 + 1] = (this.#right[at]! * peak) / highest;
    }
    return both;
  }

  #add(atSeconds: number, seconds: number, pan: number, wave: (time: number) => number): void {
    const first = Math.round(atSeconds * soundTicksPerSecond);
    const ticks = Math.round(seconds * soundTicksPerSecond);
    for (let tick = 0; tick < ticks; tick++) {
      const fade = Math.min(1, (ticks - tick) / 4_800);
      const value = wave(tick / soundTicksPerSecond) * fade;
      const to = (((first + tick) % this.#left.length) + this.#left.length) % this.#left.length;
      this.#left[to]! += value * (1 - pan);
      this.#right[to]! += value * pan;
    }
  }
}
