import { partTargetSeconds, segmentSecondsMax } from './segmenter.ts';

export interface PlaylistPart {
  readonly seconds: number;
  readonly independent: boolean;
}

export interface PlaylistSegment {
  readonly number: number;
  /** Which init segment it needs. */
  readonly initNumber: number;
  readonly discontinuity: boolean;
  readonly startedAt: number;
  readonly seconds: number;
  readonly parts: readonly PlaylistPart[];
}

export interface Playlist {
  /** Oldest first, numbers without holes. */
  readonly segments: readonly PlaylistSegment[];
  /** The segment that is being written, with its finished parts. */
  readonly open: PlaylistSegment | null;
  readonly discontinuitySequence: number;
  readonly ended: boolean;
}

const segmentsWithParts = 2;
const partHoldBackParts = 2;
const holdBackSegments = 3;

/** A low-latency HLS media playlist (RFC 8216bis). The token is repeated in each address. */
export function writePlaylist({ segments, open, discontinuitySequence, ended }: Playlist, token: string): string {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${segmentSecondsMax}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${seconds(partTargetSeconds * partHoldBackParts)},` +
      `HOLD-BACK=${seconds(segmentSecondsMax * holdBackSegments)}`,
    `#EXT-X-PART-INF:PART-TARGET=${seconds(partTargetSeconds)}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.number ?? open?.number ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`,
  ];
  let initNumber: number | null = null;
  const all = open ? [...segments, open] : segments;
  for (const [index, segment] of all.entries()) {
    const isOpen = segment === open;
    const first = index === 0;
    if (segment.discontinuity && !first) lines.push('#EXT-X-DISCONTINUITY');
    if (segment.initNumber !== initNumber)
      lines.push(`#EXT-X-MAP:URI="${initName(segment.initNumber)}?token=${token}"`);
    initNumber = segment.initNumber;
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startedAt).toISOString()}`);
    if (index >= all.length - 1 - segmentsWithParts) lines.push(...partLines(segment, token));
    if (!isOpen) lines.push(`#EXTINF:${seconds(segment.seconds)},`, `${segmentName(segment.number)}?token=${token}`);
  }
  if (ended) lines.push('#EXT-X-ENDLIST');
  else if (open) {
    const next = partName(open.number, open.parts.length);
    lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${next}?token=${token}"`);
  }
  return `${lines.join('\n')}\n`;
}

export const initName = (number: number) => `init-${number}.mp4`;
export const segmentName = (number: number) => `segment-${number}.m4s`;
export const partName = (segment: number, part: number) => `part-${segment}-${part}.m4s`;

export type MediaFile =
  | { readonly kind: 'init'; readonly number: number }
  | { readonly kind: 'segment'; readonly number: number }
  | { readonly kind: 'part'; readonly number: number; readonly part: number };

/** What a file name of the playlist means; null for any other name. */
export function readFileName(name: string): MediaFile | null {
  const [, kind, number, part, ending] = /^(init|segment|part)-(\d{1,9})(?:-(\d{1,4}))?\.(mp4|m4s)$/.exec(name) ?? [];
  if (number === undefined || (kind === 'init') !== (ending === 'mp4') || (kind === 'part') !== (part !== undefined)) {
    return null;
  }
  if (kind === 'part') return { kind, number: Number(number), part: Number(part) };
  return { kind: kind === 'init' ? 'init' : 'segment', number: Number(number) };
}

export type Reload = 'now' | 'wait' | 'too_far';

/** Whether a blocking reload (`_HLS_msn`, `_HLS_part`) is answered now, waits, or asks for what is too far ahead. */
export function answerReload(playlist: Playlist, segment: number | null, part: number | null): Reload {
  if (segment === null) return 'now';
  const { segments, open } = playlist;
  const nextNumber = open?.number ?? (segments.at(-1)?.number ?? -1) + 1;
  if (segment < nextNumber) return 'now';
  if (segment > nextNumber + 2) return 'too_far';
  return segment === nextNumber && part !== null && open !== null && part < open.parts.length ? 'now' : 'wait';
}

function partLines({ number, parts }: PlaylistSegment, token: string): string[] {
  return parts.map((part, index) => {
    const independent = part.independent ? ',INDEPENDENT=YES' : '';
    return `#EXT-X-PART:DURATION=${seconds(part.seconds)},URI="${partName(number, index)}?token=${token}"${independent}`;
  });
}

function seconds(value: number): string {
  return value.toFixed(3);
}
