import { expect, test } from 'vitest';
import { answerReload, type Playlist, type PlaylistSegment, readFileName, writePlaylist } from './playlist.ts';

const part = (independent = false) => ({ seconds: 0.2, independent });
const segment = (number: number, change: Partial<PlaylistSegment> = {}): PlaylistSegment => ({
  number,
  initNumber: 1,
  discontinuity: false,
  startedAt: 1_800_000_000_000 + number * 2000,
  seconds: 2,
  parts: [part(true), part()],
  ...change,
});
const playlist: Playlist = {
  segments: [segment(4), segment(5), segment(6, { discontinuity: true, initNumber: 2 })],
  open: segment(7, { initNumber: 2, seconds: 0 }),
  discontinuitySequence: 3,
  ended: false,
};

test('[V20] the playlist lists segments, parts, init segments, discontinuities and the next part', () => {
  expect(writePlaylist(playlist, 'abc')).toBe(`#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:4
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.500,HOLD-BACK=12.000
#EXT-X-PART-INF:PART-TARGET=0.250
#EXT-X-MEDIA-SEQUENCE:4
#EXT-X-DISCONTINUITY-SEQUENCE:3
#EXT-X-MAP:URI="init-1.mp4?token=abc"
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:08.000Z
#EXTINF:2.000,
segment-4.m4s?token=abc
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:10.000Z
#EXT-X-PART:DURATION=0.200,URI="part-5-0.m4s?token=abc",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.200,URI="part-5-1.m4s?token=abc"
#EXTINF:2.000,
segment-5.m4s?token=abc
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="init-2.mp4?token=abc"
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:12.000Z
#EXT-X-PART:DURATION=0.200,URI="part-6-0.m4s?token=abc",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.200,URI="part-6-1.m4s?token=abc"
#EXTINF:2.000,
segment-6.m4s?token=abc
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:14.000Z
#EXT-X-PART:DURATION=0.200,URI="part-7-0.m4s?token=abc",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.200,URI="part-7-1.m4s?token=abc"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="part-7-2.m4s?token=abc"
`);
});

test('[V20] after the goodbye the list ends', () => {
  expect(writePlaylist({ ...playlist, open: null, ended: true }, 'abc').endsWith('#EXT-X-ENDLIST\n')).toBe(true);
});

test.each([
  [null, null, 'now'],
  [6, null, 'now'],
  [7, 1, 'now'],
  [7, 2, 'wait'],
  [7, null, 'wait'],
  [8, 0, 'wait'],
  [9, null, 'wait'],
  [10, null, 'too_far'],
] as const)('[V20] a reload for segment %s part %s is answered: %s', (number, index, answer) => {
  expect(answerReload(playlist, number, index)).toBe(answer);
});

test('[V12] only the names of the playlist are files', () => {
  expect(readFileName('init-3.mp4')).toEqual({ kind: 'init', number: 3 });
  expect(readFileName('segment-12.m4s')).toEqual({ kind: 'segment', number: 12 });
  expect(readFileName('part-12-4.m4s')).toEqual({ kind: 'part', number: 12, part: 4 });
  const others = ['segment-1.mp4', 'init-1.m4s', 'part-1.m4s', 'segment-1-2.m4s', '../secret', 'segment--1.m4s', ''];
  for (const name of others) expect(readFileName(name)).toBeNull();
});
