import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { modelJsonBytesMax, modelJsonValuesMax, readModel } from './model-file.ts';
import { modelBytesMax, modelTexturesMax, modelTrianglesMax } from './protocol.ts';

/** One triangle with a texture: the least that a product can be. */
const triangle = {
  asset: { version: '2.0' },
  scenes: [{ nodes: [0] }],
  nodes: [{ mesh: 0 }],
  meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
  buffers: [{ byteLength: 48 }],
  bufferViews: [
    { buffer: 0, byteOffset: 0, byteLength: 36 },
    { buffer: 0, byteOffset: 36, byteLength: 6 },
    { buffer: 0, byteOffset: 44, byteLength: 4 },
  ],
  accessors: [
    { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3' },
    { bufferView: 1, componentType: 5123, count: 3, type: 'SCALAR' },
  ],
  images: [{ bufferView: 2, mimeType: 'image/png' }],
};
const binary = Buffer.alloc(48, 7);

function word(value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return data;
}

function glb(gltf: unknown, data: Buffer | null = binary): Buffer {
  const chunk = (type: string, body: Buffer, filling: number) => {
    const whole = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4, filling)]);
    return Buffer.concat([word(whole.length), Buffer.from(type, 'latin1'), whole]);
  };
  const json = Buffer.isBuffer(gltf) ? gltf : Buffer.from(JSON.stringify(gltf));
  const chunks = [chunk('JSON', json, 0x20), ...(data ? [chunk('BIN\0', data, 0)] : [])];
  const length = chunks.reduce((sum, one) => sum + one.length, 12);
  return Buffer.concat([Buffer.from('glTF'), word(2), word(length), ...chunks]);
}

function read(file: Uint8Array) {
  return readModel(file, (bytes) => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  });
}

const codeOf = (file: Uint8Array) => {
  const answer = read(file);
  return isRefusal(answer) ? answer.refused : 'read';
};

describe("a model's file", () => {
  it('[C22] is read with its triangles and its textures', () => {
    const texture = { mimeType: 'image/png', data: binary.subarray(44) };
    expect(read(glb(triangle))).toEqual({ triangles: 1, textures: [texture] });
  });

  it('[C22] is read at any place in memory', () => {
    const file = Buffer.concat([Buffer.alloc(3), glb(triangle)]);
    expect(codeOf(file.subarray(3))).toBe('read');
  });

  it('[C22] what is none is unreadable', () => {
    const { scenes: _, ...sceneless } = triangle;
    const [positions, indices] = triangle.accessors;
    const bad = {
      empty: Buffer.alloc(0),
      text: Buffer.from('solid mug\nfacet normal'),
      'a magic word only': Buffer.from('glTF'),
      'the first version': Buffer.concat([Buffer.from('glTF'), word(1), glb(triangle).subarray(8)]),
      'no JSON': glb(Buffer.from('{"asset"')),
      'bad UTF-8': glb(Buffer.from([0x22, 0xff, 0xfe, 0x22])),
      'an old asset': glb({ ...triangle, asset: { version: '1.0' } }),
      'a null': glb(null),
      'no scene': glb(sceneless),
      'no mesh': glb({ ...triangle, meshes: [] }),
      'no binary chunk': glb(triangle, null),
      'a short binary chunk': glb(triangle, binary.subarray(0, 40)),
      'a view beyond': glb({ ...triangle, bufferViews: [{ buffer: 0, byteLength: 49 }] }),
      'an accessor beyond': glb({ ...triangle, accessors: [{ ...positions, count: 4 }, indices] }),
      'an accessor of nothing': glb({ ...triangle, accessors: [{ ...positions, bufferView: undefined }, indices] }),
      'an index of nothing': glb({
        ...triangle,
        meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 9 }] }],
      }),
      'a texture of another kind': glb({ ...triangle, images: [{ bufferView: 2, mimeType: 'image/svg+xml' }] }),
      'an unknown need': glb({ ...triangle, extensionsRequired: ['ACME_script'] }),
    };
    for (const [what, file] of Object.entries(bad)) expect([what, codeOf(file)]).toEqual([what, 'model_unreadable']);
  });

  it('[C23] that names other files is not whole, wherever it names them', () => {
    for (const gltf of [
      { ...triangle, buffers: [{ byteLength: 48, uri: 'https://elsewhere.example/mug.bin' }] },
      { ...triangle, images: [{ uri: 'data:image/png;base64,AAAA' }] },
      { ...triangle, images: [{ bufferView: 2, mimeType: 'image/png', uri: '../../secret' }] },
      { ...triangle, extensions: { ACME_more: [[{ URI: 'file:///etc/passwd' }]] } },
      { ...triangle, buffers: [{ byteLength: 48 }, { byteLength: 4 }] },
    ]) {
      expect(codeOf(glb(gltf))).toBe('model_not_whole');
    }
  });

  it('[C23] that wants a decoder from elsewhere is refused as compressed', () => {
    for (const name of ['KHR_draco_mesh_compression', 'EXT_meshopt_compression', 'KHR_texture_basisu']) {
      expect(codeOf(glb({ ...triangle, extensionsUsed: [name], extensionsRequired: [name] }))).toBe('model_compressed');
      const [mesh] = triangle.meshes;
      const hidden = { primitives: [{ ...mesh!.primitives[0], extensions: { [name]: {} } }] };
      expect(codeOf(glb({ ...triangle, meshes: [hidden] }))).toBe('model_compressed');
    }
  });

  it('[C24] has limits: bytes, text, values, triangles, textures', () => {
    const many = modelTrianglesMax * 3 + 3;
    const large = {
      'the file': Buffer.alloc(modelBytesMax + 4),
      'its text': glb({ ...triangle, asset: { version: '2.0', copyright: 'x'.repeat(modelJsonBytesMax) } }),
      'its values': glb({ ...triangle, extras: Array(modelJsonValuesMax + 1).fill(0) }),
      'its textures': glb({ ...triangle, images: Array(modelTexturesMax + 1).fill(triangle.images[0]) }),
      'its triangles': glb(
        {
          ...triangle,
          buffers: [{ byteLength: 36 + many }],
          bufferViews: [triangle.bufferViews[0], { buffer: 0, byteOffset: 36, byteLength: many }],
          accessors: [triangle.accessors[0], { bufferView: 1, componentType: 5121, count: many, type: 'SCALAR' }],
          images: [],
        },
        Buffer.alloc(36 + many),
      ),
    };
    for (const [what, file] of Object.entries(large)) expect([what, codeOf(file)]).toEqual([what, 'model_too_large']);
  });

  it('[C22] cut anywhere it is refused', () => {
    const file = glb(triangle);
    for (let length = 0; length < file.length; length += 1) {
      expect([length, codeOf(file.subarray(0, length))]).toEqual([length, 'model_unreadable']);
    }
  });

  it('[C22] however its bytes are changed it is read or refused, never a fault, and nothing beyond it is reached', () => {
    const file = glb(triangle);
    const change = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 }));
    const changes = fc.array(change, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(changes, (all) => {
        const mutated = Buffer.from(file);
        for (const [at, byte] of all) mutated[at] = byte;
        const answer = read(mutated);
        if (isRefusal(answer)) return /^model_/.test(answer.refused);
        return answer.textures.every(({ data }) => data.byteLength <= binary.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('[C22] whatever stands in its text it is read or refused', () => {
    const keys = fc.constantFrom(...Object.keys(triangle));
    fc.assert(
      fc.property(keys, fc.jsonValue(), (key, value) => {
        return /^(model_|read)/.test(codeOf(glb({ ...triangle, [key]: value })));
      }),
      { numRuns: 500 },
    );
  });
});
