import type { Part } from './mug-shape.ts';

const [floats, bytes, shorts] = [5126, 5121, 5123];
const [vertices, elements] = [34962, 34963];

/** The parts as a glTF 2.0 binary: one mesh with a primitive and a material for each. */
export function writeGlb(name: string, parts: readonly Part[]): Buffer {
  const chunks: Buffer[] = [];
  const bufferViews: object[] = [];
  const accessors: object[] = [];
  const view = (data: Buffer, target: number) => {
    const byteOffset = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    chunks.push(padded(data, 0));
    bufferViews.push({ buffer: 0, byteOffset, byteLength: data.length, target });
    return bufferViews.length - 1;
  };
  const accessor = (data: Buffer, target: number, rest: object) => {
    accessors.push({ bufferView: view(data, target), ...rest });
    return accessors.length - 1;
  };
  const primitives = parts.map((part, material) => {
    const count = part.positions.length / 3;
    const vec3 = { componentType: floats, count, type: 'VEC3' };
    const position = Buffer.from(Float32Array.from(part.positions).buffer);
    return {
      attributes: {
        POSITION: accessor(position, vertices, { ...vec3, ...bounds(new Float32Array(part.positions)) }),
        NORMAL: accessor(Buffer.from(Float32Array.from(unit(part.normals)).buffer), vertices, vec3),
        COLOR_0: accessor(colours(part), vertices, { componentType: bytes, normalized: true, count, type: 'VEC4' }),
      },
      indices: accessor(Buffer.from(Uint16Array.from(part.indices).buffer), elements, {
        ...{ componentType: shorts, count: part.indices.length, type: 'SCALAR' },
      }),
      material,
    };
  });
  const binary = Buffer.concat(chunks);
  const gltf = {
    asset: { version: '2.0', generator: 'Livestall demo' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ name, mesh: 0 }],
    meshes: [{ name, primitives }],
    materials: parts.map((part) => ({
      name: part.name,
      pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: part.roughness },
    })),
    buffers: [{ byteLength: binary.length }],
    bufferViews,
    accessors,
  };
  const chunk = (type: string, data: Buffer) => Buffer.concat([word(data.length), Buffer.from(type, 'latin1'), data]);
  const body = Buffer.concat([
    chunk('JSON', padded(Buffer.from(JSON.stringify(gltf)), 0x20)),
    chunk('BIN\0', padded(binary, 0)),
  ]);
  return Buffer.concat([Buffer.from('glTF', 'latin1'), word(2), word(body.length + 12), body]);
}

/** As they are stored: rounded to a float first, or a reader finds values outside. */
function bounds(positions: Float32Array): { min: number[]; max: number[] } {
  const axis = (at: number) => Array.from(positions).filter((_, index) => index % 3 === at);
  const axes = [0, 1, 2].map(axis);
  return {
    min: axes.map((all) => all.reduce((one, other) => Math.min(one, other))),
    max: axes.map((all) => all.reduce((one, other) => Math.max(one, other))),
  };
}

function unit(normals: readonly number[]): number[] {
  return normals.map((value, at) => {
    const first = at - (at % 3);
    return value / Math.hypot(normals[first]!, normals[first + 1]!, normals[first + 2]!);
  });
}

function colours({ colours: linear }: Part): Buffer {
  const rows = Array.from({ length: linear.length / 3 }, (_, at) => [...linear.slice(at * 3, at * 3 + 3), 1]);
  return Buffer.from(rows.flat().map((value) => Math.round(value * 255)));
}

function padded(data: Buffer, filling: number): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4, filling)]);
}

function word(value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return data;
}
