import { readFile } from 'node:fs/promises';
import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { readUpload } from '../../../platform/http/read-upload.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { Picture, pictureBytesMax, pictureWidths, zoomWidth } from '../protocol.ts';
import type { CatalogNeeds } from './needs.ts';
import type { Pictures } from './pictures.ts';
import { isOfProduct } from './store.ts';

export const widthsServed = [...pictureWidths, zoomWidth];

export function pictureRoutes(app: App, pictures: Pictures, needs: Pick<CatalogNeeds, 'sql' | 'reviewPicture'>): void {
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
      const kept = await keptFor(needs, pictureId);
      if (kept === null) return refuse('picture_unknown');
      const data = await readWidest(pictures, pictureId, width);
      if (!data) return refuse('picture_unknown');
      reply.header('cache-control', kept).header('x-content-type-options', 'nosniff');
      return reply.type('image/webp').send(data);
    },
  });
}

/**
 * How long it may be kept on its way; null for what is not shown. A picture of a review may be hidden later, so that it is asked
 * for anew each minute; one that a product shows too stays what it is. [C17]
 */
async function keptFor(
  { sql, reviewPicture }: Pick<CatalogNeeds, 'sql' | 'reviewPicture'>,
  pictureId: string,
): Promise<string | null> {
  const standing = (await reviewPicture?.(pictureId)) ?? 'none';
  if (standing === 'review') return 'public, max-age=60';
  return standing === 'none' || (await isOfProduct(sql, pictureId)) ? 'public, max-age=31536000, immutable' : null;
}

/** The widest that was made and is not wider: small pictures have no wide one, and who links to a cover knows only its id. */
export async function readWidest(pictures: Pictures, pictureId: string, widthMax: number): Promise<Buffer | null> {
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
