import { readFile } from 'node:fs/promises';
import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { readUpload } from '../../../platform/http/read-upload.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { Picture, pictureBytesMax, pictureWidths, zoomWidth } from '../protocol.ts';
import type { Pictures } from './pictures.ts';

const widthsServed = [...pictureWidths, zoomWidth];

export function pictureRoutes(app: App, pictures: Pictures): void {
  app.route({
    method: 'POST',
    url: '/api/shops/:shopId/pictures',
    schema: {
      tags: ['catalog'],
      summary: 'Takes a picture, as multipart/form-data with one file (merchant, host)',
      description: 'JPEG, PNG, WebP, AVIF or GIF. The same file again gives the same picture.',
      consumes: ['multipart/form-data'],
      params: Type.Object({ shopId: Id }),
      response: refusable(Picture),
    },
    handler: async (request, reply) => {
      const { shopId } = request.params;
      if (!may(request.actor, 'picture.add', shopId)) return refuse('not_allowed');
      const upload = await readUpload(request, reply, { bytesMax: pictureBytesMax, beyond: 'picture_too_large' });
      return isRefusal(upload) ? upload : pictures.add(shopId, upload);
    },
  });

  app.route({
    method: 'GET',
    url: '/pictures/:pictureId/:width(^[0-9]+).webp',
    schema: {
      tags: ['catalog'],
      summary: 'A picture in one of its widths; one that was never so wide comes as wide as it is',
      params: Type.Object({
        pictureId: Id,
        width: Type.Union(widthsServed.map((width) => Type.Literal(width))),
      }),
    },
    handler: async ({ params: { pictureId, width } }, reply) => {
      const data = await readWidest(pictures, pictureId, width);
      if (!data) return refuse('picture_unknown');
      reply.header('cache-control', 'public, max-age=31536000, immutable').header('x-content-type-options', 'nosniff');
      return reply.type('image/webp').send(data);
    },
  });
}

/** The widest that was made and is not wider: small pictures have no wide one, and who links to a cover knows only its id. */
async function readWidest(pictures: Pictures, pictureId: string, widthMax: number): Promise<Buffer | null> {
  const widths = widthsServed.filter((width) => width <= widthMax).sort((one, other) => other - one);
  for (const width of widths) {
    try {
      // The path is made of a checked id and a listed width only.
      return await readFile(pictures.fileOf(pictureId, width));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return null;
}
