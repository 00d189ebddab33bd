import { type Static, type TSchema, Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { readUpload } from '../../../platform/http/read-upload.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { pictureBytesMax } from '../../catalog/protocol.ts';
import {
  AnswerReview,
  HideReview,
  HostId,
  HostRating,
  OwnReview,
  RateHost,
  Review,
  ReviewAct,
  ReviewPicture,
  WriteReview,
} from '../protocol.ts';
import type { Acting } from './acting.ts';
import type { Hosts } from './hosts.ts';

const tags = ['reviews'];

export function writeRoutes(app: App, acting: Acting, hosts: Hosts): void {
  const product = '/api/products/:id/review';
  act(app, ['PUT', product, 'Writes or changes the own review of a product that one bought'], WriteReview, OwnReview, {
    run: acting.write,
  });
  act(app, ['POST', `${product}/remove`, 'Takes the own review away'], ReviewAct, OwnReview, {
    run: (actor, id, body) => acting.remove(actor, id, body.id),
  });
  act(app, ['PUT', '/api/reviews/:id/answer', "The shop's answer (merchant, host)"], AnswerReview, Review, {
    run: acting.answer,
  });
  act(
    app,
    ['POST', '/api/reviews/:id/hide', 'Hides a review, with a reason (merchant, moderator)'],
    HideReview,
    Review,
    {
      run: acting.hide,
    },
  );
  act(app, ['POST', '/api/reviews/:id/show', 'Shows a hidden review again (merchant, moderator)'], ReviewAct, Review, {
    run: (actor, id, body) => acting.hide(actor, id, { id: body.id, reason: null }),
  });
  act(app, ['PUT', '/api/hosts/:id/rating', 'Rates a host in whose room one bought'], RateHost, HostRating, {
    run: hosts.rate,
    params: HostId,
  });
  uploadRoute(app, acting);
}

function uploadRoute(app: App, acting: Acting): void {
  app.route({
    method: 'POST',
    url: '/api/products/:productId/review/pictures',
    schema: {
      tags,
      summary: 'Takes a picture for the own review, as multipart/form-data with one file',
      description: 'JPEG, PNG, WebP, AVIF or GIF, judged by its bytes. The same file again is the same picture.',
      consumes: ['multipart/form-data'],
      params: Type.Object({ productId: Id }),
      response: refusable(ReviewPicture),
    },
    handler: async (request, reply) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      const product = await acting.mayUpload(actor, request.params.productId);
      if (isRefusal(product)) return product;
      const file = await readUpload(request, reply, { bytesMax: pictureBytesMax, beyond: 'picture_too_large' });
      return isRefusal(file) ? file : acting.upload(actor, product, file);
    },
  });
}

function act<B extends TSchema, R extends TSchema>(
  app: App,
  [method, url, summary]: readonly ['PUT' | 'POST', string, string],
  body: B,
  answer: R,
  does: { run(actor: Named, id: string, body: Static<B>): Promise<object | Refusal>; params?: TSchema },
): void {
  app.route({
    method,
    url,
    schema: {
      tags,
      summary,
      params: Type.Object({ id: does.params ?? Id }),
      body,
      response: refusable(answer as TSchema),
    },
    handler: async (request): Promise<object> => {
      const named = requireNamed(request as { readonly actor: Actor });
      if (isRefusal(named)) return named;
      return does.run(named, (request.params as { id: string }).id, request.body as Static<B>);
    },
  });
}
