import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { framesPerSecond } from '../../apps/demo/footage-plan.ts';
import { joinBytes, uint8, uint16, uint32 } from '../../features/media/box.ts';
import { Problem } from '../problem.ts';
import { soundTicksPerSecond } from './music.ts';
import { sceneHeight, sceneWidth } from './workshop.ts';

export interface Pictures {
  readonly avcConfig: Uint8Array;
  readonly frames: readonly { readonly key: boolean; readonly data: Uint8Array }[];
}

const unitTypes = { slice: 1, keySlice: 5, sequence: 7, picture: 8, delimiter: 9 };

/** H.264 without frames that look ahead, so that each may be sent as soon as the one before it. */
export async function encodePictures(frames: AsyncIterable<Buffer>, keyFrames: readonly number[]): Promise<Pictures> {
  const key = keyFrames.map((frame) => (frame / framesPerSecond).toFixed(5)).join(',');
  const encoded = await ffmpeg(frames, [
    ...[
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-s',
      `${sceneWidth}x${sceneHeight}`,
      '-r',
      `${framesPerSecond}`,
      '-i',
      '-',
    ],
    ...['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-pix_fmt', 'yuv420p', '-color_range', 'tv'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-c:v', 'libx264', '-profile:v', 'high', '-level', '3.1', '-preset', 'slower', '-tune', 'animation'],
    ...['-crf', '30', '-bf', '0', '-g', '9999', '-forced-idr', '1', '-force_key_frames', key],
    ...['-x264-params', 'aud=1:scenecut=0', '-f', 'h264', '-'],
  ]);
  const units = unitsOf(encoded);
  const sequence = units.find((unit) => typeOf(unit) === unitTypes.sequence)!;
  const picture = units.find((unit) => typeOf(unit) === unitTypes.picture)!;
  return { avcConfig: avcConfig(sequence, picture), frames: framesOf(units) };
}

/** Opus packets of 20 ms. The sound goes round twice and the second round is kept: there it has no beginning. */
export async function encodeSound(sound: Float32Array): Promise<readonly Uint8Array[]> {
  const bytes = Buffer.from(sound.buffer);
  const twice = async function* () {
    yield bytes;
    yield bytes;
  };
  const ogg = await ffmpeg(twice(), [
    ...['-f', 'f32le', '-ar', `${soundTicksPerSecond}`, '-ac', '2', '-i', '-', '-c:a', 'libopus', '-b:a', '32k'],
    ...['-vbr', 'constrained', '-frame_duration', '20', '-application', 'audio', '-f', 'ogg', '-'],
  ]);
  const headers = 2;
  const count = sound.length / 2 / (soundTicksPerSecond / 50);
  return oggPackets(ogg).slice(headers + count, headers + 2 * count);
}

async function ffmpeg(input: AsyncIterable<Buffer>, args: readonly string[]): Promise<Buffer> {
  const child = spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').catch(() => {
    throw new Problem('Making the footage needs ffmpeg with libx264 and libopus in the PATH.');
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdin.on('error', () => {});
  for await (const chunk of input)
    if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, 'drain'), ended]);
  child.stdin.end();
  const [code] = (await ended) as [number];
  if (code !== 0) throw new Problem(`ffmpeg ended with code ${code}.`);
  return Buffer.concat(output);
}

/** The units between start codes. */
function unitsOf(bytes: Buffer): Uint8Array[] {
  const units: Uint8Array[] = [];
  const startCode = Buffer.from([0, 0, 1]);
  let from = bytes.indexOf(startCode);
  while (from >= 0) {
    const next = bytes.indexOf(startCode, from + 3);
    let end = next < 0 ? bytes.length : next;
    while (bytes[end - 1] === 0) end--;
    units.push(bytes.subarray(from + 3, end));
    from = next;
  }
  return units;
}

function framesOf(units: readonly Uint8Array[]): { key: boolean; data: Uint8Array }[] {
  const frames: { key: boolean; parts: Uint8Array[] }[] = [];
  for (const unit of units) {
    const type = typeOf(unit);
    if (type === unitTypes.delimiter) frames.push({ key: false, parts: [] });
    if (type !== unitTypes.slice && type !== unitTypes.keySlice) continue;
    const frame = frames.at(-1)!;
    frame.key = type === unitTypes.keySlice;
    frame.parts.push(uint32(unit.length), unit);
  }
  return frames.map(({ key, parts }) => ({ key, data: joinBytes(parts) }));
}

function avcConfig(sequence: Uint8Array, picture: Uint8Array): Uint8Array {
  const head = uint8(1, sequence[1]!, sequence[2]!, sequence[3]!, 0xff, 0xe1);
  return joinBytes([head, uint16(sequence.length), sequence, uint8(1), uint16(picture.length), picture]);
}

function typeOf(unit: Uint8Array): number {
  return unit[0]! & 0x1f;
}

/** The packets of an Ogg file, put together from the pieces that its pages hold. */
function oggPackets(bytes: Buffer): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let open: Uint8Array[] = [];
  for (let page = 0; page + 27 <= bytes.length; ) {
    const laces = bytes.subarray(page + 27, page + 27 + bytes[page + 26]!);
    let at = page + 27 + laces.length;
    for (const length of laces) {
      open.push(bytes.subarray(at, at + length));
      at += length;
      if (length === 255) continue;
      packets.push(joinBytes(open));
      open = [];
    }
    page = at;
  }
  return packets;
}
