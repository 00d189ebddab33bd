import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { pictureWidths } from '../../catalog/protocol.ts';
import type { ReviewsNeeds } from './needs.ts';
import type { ReviewPictures } from './pictures.ts';

/** Behind the gate of the API, which knows who asks: an address of pictures does not. [W22] */
export function pictureRoutes(app: App, { readPicture }: ReviewsNeeds, pictures: ReviewPictures): void {
  app.route({
    method: 'GET',
    url: '/api/review-pictures/:pictureId/:width(^[0-9]+).webp',
    schema: {
      tags: ['reviews'],
      summary: 'A picture of a review, of a hidden one too for its author and the staff of the shop',
      params: Type.Object({
        pictureId: Id,
        width: Type.Union(pictureWidths.map((width) => Type.Literal(width))),
      }),
    },
    handler: async ({ actor, params: { pictureId, width } }, reply) => {
      const data = (await pictures.maySee(actor, pictureId)) ? await readPicture(pictureId, width) : null;
      if (!data) return refuse('picture_unknown');
      reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
      return reply.type('image/webp').send(data);
    },
  });
}
