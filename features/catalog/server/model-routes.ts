import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { readUpload } from '../../../platform/http/read-upload.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { Model, modelBytesMax } from '../protocol.ts';
import type { Models } from './models.ts';

export function modelRoutes(app: App, models: Models): void {
  app.route({
    method: 'POST',
    url: '/api/shops/:shopId/models',
    schema: {
      tags: ['catalog'],
      summary: 'Takes a 3D model, as multipart/form-data with one file (merchant, host)',
      description:
        'A glTF 2.0 binary that is whole by itself and not compressed. The same file again gives the same one.',
      consumes: ['multipart/form-data'],
      params: Type.Object({ shopId: Id }),
      response: refusable(Model),
    },
    handler: async (request, reply) => {
      const { shopId } = request.params;
      if (!may(request.actor, 'model.add', shopId)) return refuse('not_allowed');
      const upload = await readUpload(request, reply, { bytesMax: modelBytesMax, beyond: 'model_too_large' });
      return isRefusal(upload) ? upload : models.add(shopId, upload);
    },
  });

  app.route({
    method: 'GET',
    url: '/models/:modelId.glb',
    // Packing megabytes anew for each viewer would keep a core busy; and a phone's AR viewer asks for the plain file.
    compress: false,
    schema: {
      tags: ['catalog'],
      summary: 'A 3D model, as a glTF 2.0 binary',
      params: Type.Object({ modelId: Id }),
    },
    handler: async ({ params: { modelId } }, reply) => {
      // The path is made of a checked id only.
      const file = models.fileOf(modelId);
      const size = await stat(file).then(
        (found) => found.size,
        () => null,
      );
      if (size === null) return refuse('model_unknown');
      reply.header('cache-control', 'public, max-age=31536000, immutable').header('x-content-type-options', 'nosniff');
      reply.header('content-length', size);
      return reply.type('model/gltf-binary').send(createReadStream(file));
    },
  });
}
