import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { MediaFile } from '../../features/media/playlist.ts';
import { answerReload, initName, segmentName, writePlaylist } from '../../features/media/playlist.ts';
import type { Channel } from './channel.ts';
import { reply, replyRefusal } from './replies.ts';

/** A blocking reload is answered with what there is after so long: the host is away. */
const reloadWaitMsMax = 6_000;
const fileKeepSeconds = 60;

/** The playlist; with `_HLS_msn` and `_HLS_part` it waits until that part is there. */
export async function replyPlaylist(response: ServerResponse, channel: Channel, query: URLSearchParams): Promise<void> {
  const segment = wholeNumber(query.get('_HLS_msn'));
  const part = wholeNumber(query.get('_HLS_part'));
  const until = performance.now() + reloadWaitMsMax;
  for (;;) {
    const playlist = channel.broadcast.window.playlist();
    const answer = playlist ? answerReload(playlist, segment, part) : 'now';
    if (answer === 'too_far') return replyRefusal(response, 'segment_too_far_ahead');
    const leftMs = until - performance.now();
    if (answer === 'now' || leftMs <= 0 || response.destroyed || playlist?.ended) {
      if (!playlist) return replyRefusal(response, 'no_picture_yet');
      const text = writePlaylist(playlist, query.get('token') ?? '');
      return reply(response, 'application/vnd.apple.mpegurl', text);
    }
    await channel.broadcast.window.changed(leftMs);
  }
}

/** An init segment, a segment or a part: from memory, or an older segment from disk. */
export async function replyMediaFile(response: ServerResponse, channel: Channel, file: MediaFile): Promise<void> {
  if (channel.broadcast.window.isPromised(file)) await channel.broadcast.window.changed(reloadWaitMsMax);
  const bytes = channel.broadcast.window.read(file);
  const type = file.kind === 'init' ? 'video/mp4' : 'video/iso.segment';
  if (bytes) return reply(response, type, bytes, 200, fileKeepSeconds);
  if (file.kind === 'part') return replyRefusal(response, 'segment_gone');
  // The name is made anew from a number, so nothing of the request's path reaches the disk.
  const name = file.kind === 'init' ? initName(file.number) : segmentName(file.number);
  const path = join(channel.recorder.folder, name);
  const found = await stat(path).catch(() => null);
  if (!found) return replyRefusal(response, 'segment_gone');
  response.writeHead(200, { 'content-type': type, 'content-length': found.size, 'cache-control': 'no-store' });
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
