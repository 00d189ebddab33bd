import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { readUpload } from '../../../platform/http/read-upload.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { readRange } from '../byte-range.ts';
import { Video, videoBytesMax } from '../protocol.ts';
import type { Videos } from './videos.ts';

const types = { mp4: 'video/mp4', webm: 'video/webm' } as const;

export function videoRoutes(app: App, videos: Videos): void {
  app.route({
    method: 'POST',
    url: '/api/shops/:shopId/videos',
    schema: {
      tags: ['catalog'],
      summary: 'Takes a short video of a variant, as multipart/form-data with one file (merchant, host)',
      description: 'MP4 with H.264 or WebM. The same file again gives the same one.',
      consumes: ['multipart/form-data'],
      params: Type.Object({ shopId: Id }),
      response: refusable(Video),
    },
    handler: async (request, reply) => {
      const { shopId } = request.params;
      if (!may(request.actor, 'video.add', shopId)) return refuse('not_allowed');
      const upload = await readUpload(request, reply, { bytesMax: videoBytesMax, beyond: 'video_too_large' });
      return isRefusal(upload) ? upload : videos.add(shopId, upload);
    },
  });
  for (const kind of ['mp4', 'webm'] as const) {
    app.route({
      method: 'GET',
      url: `/videos/:videoId.${kind}`,
      compress: false,
      schema: {
        tags: ['catalog'],
        summary: `A short video of a variant, ${types[kind]}, whole or in parts`,
        params: Type.Object({ videoId: Id }),
      },
      handler: async ({ params: { videoId }, headers: { range } }, reply) => {
        // The path is made of a checked id only.
        const file = videos.fileOf(videoId, kind);
        const size = await stat(file).then(
          (found) => found.size,
          () => null,
        );
        return size === null ? refuse('video_unknown') : sendPart(reply.type(types[kind]), file, size, range);
      },
    });
  }
}

/** Players ask for the end of a file first, and for what comes after the place that somebody chose. */
function sendPart(reply: FastifyReply, file: string, size: number, wanted: string | undefined): FastifyReply {
  const range = readRange(wanted, size);
  reply
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff');
  if (range === 'beyond') return reply.code(416).header('content-range', `bytes */${size}`).send();
  if (range === 'whole') return reply.header('content-length', size).send(createReadStream(file));
  const { first, last } = range;
  reply
    .code(206)
    .header('content-range', `bytes ${first}-${last}/${size}`)
    .header('content-length', last - first + 1);
  return reply.send(createReadStream(file, { start: first, end: last }));
}
