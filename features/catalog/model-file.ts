import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { modelBytesMax, modelTexturesMax, modelTrianglesMax } from './protocol.ts';

/** The part of the file that is read as text: what a product needs of names, nodes and materials is far smaller. */
export const modelJsonBytesMax = 2 * 1024 * 1024;
export const modelJsonValuesMax = 200_000;

export interface ModelTexture {
  readonly mimeType: string;
  readonly data: Uint8Array;
}

/** What was read from a model's file; the textures are pictures and are looked at by whoever can read pictures. */
export interface ReadModel {
  readonly triangles: number;
  readonly textures: readonly ModelTexture[];
}

/**
 * Reads a glTF 2.0 binary far enough to know that it is one, whole and by itself: every length fits, nothing is fetched
 * from elsewhere, and no decoder is needed that a browser lacks. `readText` gives null for bytes that are no UTF-8.
 */
export function readModel(file: Uint8Array, readText: (bytes: Uint8Array) => string | null): ReadModel | Refusal {
  if (file.length > modelBytesMax) return refuse('model_too_large');
  const chunks = readChunks(file);
  if (!chunks || chunks.json.length > modelJsonBytesMax) return refuse(chunks ? 'model_too_large' : 'model_unreadable');
  const gltf = readGltf(readText(chunks.json));
  if (!gltf) return refuse('model_unreadable');
  const foreign = findForeign(gltf);
  if (foreign) return foreign;
  return readParts(gltf, chunks.binary);
}

interface Gltf {
  readonly asset?: { readonly version?: unknown };
  readonly extensionsUsed?: unknown;
  readonly extensionsRequired?: unknown;
  readonly scenes?: unknown;
  readonly meshes?: unknown;
  readonly buffers?: unknown;
  readonly bufferViews?: unknown;
  readonly accessors?: unknown;
  readonly images?: unknown;
}
type Part = Readonly<Record<string, unknown>>;

const headerBytes = 12;
const chunkHeaderBytes = 8;
const magic = 0x46546c67;
const jsonType = 0x4e4f534a;
const binaryType = 0x004e4942;

/** A header that says the file's own length, a JSON chunk, and at most one binary one that ends with the file. */
function readChunks(file: Uint8Array): { json: Uint8Array; binary: Uint8Array } | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < headerBytes + chunkHeaderBytes || file.length % 4 !== 0) return null;
  const words = [0, 4, 8].map((at) => view.getUint32(at, true));
  if (words[0] !== magic || words[1] !== 2 || words[2] !== file.length) return null;
  const chunks: { type: number; data: Uint8Array }[] = [];
  for (let at = headerBytes; at < file.length; ) {
    if (at + chunkHeaderBytes > file.length || chunks.length === 2) return null;
    const [length, type] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    const start = at + chunkHeaderBytes;
    if (length % 4 !== 0 || length > file.length - start) return null;
    chunks.push({ type, data: file.subarray(start, start + length) });
    at = start + length;
  }
  const [json, binary] = chunks;
  if (json?.type !== jsonType || (binary && binary.type !== binaryType)) return null;
  return { json: json.data, binary: binary?.data ?? new Uint8Array() };
}

function readGltf(text: string | null): Gltf | null {
  if (text === null) return null;
  try {
    const gltf = JSON.parse(text) as Gltf | null;
    return typeof gltf === 'object' && gltf?.asset?.version === '2.0' ? gltf : null;
  } catch {
    return null;
  }
}

/** Extensions that need no more than the viewer itself. */
const extensionsKnown = new Set([
  ...['KHR_materials_unlit', 'KHR_materials_clearcoat', 'KHR_materials_transmission', 'KHR_materials_volume'],
  ...['KHR_materials_ior', 'KHR_materials_specular', 'KHR_materials_sheen', 'KHR_materials_emissive_strength'],
  ...['KHR_materials_iridescence', 'KHR_materials_anisotropy', 'KHR_materials_dispersion', 'KHR_materials_variants'],
  ...['KHR_mesh_quantization', 'KHR_texture_transform', 'KHR_lights_punctual', 'EXT_texture_webp'],
]);
const extensionsCompressed = /draco|meshopt|basisu|gaussian_splatting/i;

/** Anything that would be fetched from elsewhere, or wants a decoder that is not there. */
function findForeign(gltf: Gltf): Refusal | null {
  const used = [...strings(gltf.extensionsUsed), ...strings(gltf.extensionsRequired)];
  const compressed = used.find((name) => extensionsCompressed.test(name));
  if (compressed !== undefined) return refuse('model_compressed');
  if (strings(gltf.extensionsRequired).some((name) => !extensionsKnown.has(name))) return refuse('model_unreadable');
  let values = 0;
  const waiting: unknown[] = [gltf];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      values += 1;
      if (values > modelJsonValuesMax) return refuse('model_too_large');
      if (key.toLowerCase() === 'uri') return refuse('model_not_whole');
      if (extensionsCompressed.test(key)) return refuse('model_compressed');
      waiting.push(inner);
    }
  }
  return null;
}

function readParts(gltf: Gltf, binary: Uint8Array): ReadModel | Refusal {
  const views = parts(gltf.bufferViews);
  const buffers = parts(gltf.buffers);
  // The one buffer is the binary chunk, which may be up to three bytes longer for its padding.
  if (buffers.length > 1) return refuse('model_not_whole');
  const bytes = natural(buffers[0]?.byteLength) ?? 0;
  if (bytes > binary.length || binary.length - bytes > 3) return refuse('model_unreadable');
  const accessors = parts(gltf.accessors);
  const fit = views.every((view) => fitsBuffer(view, bytes)) && accessors.every((one) => fitsView(one, views));
  if (!fit || !isSound(gltf)) return refuse('model_unreadable');
  const triangles = countTriangles(parts(gltf.meshes), accessors);
  if (triangles === null) return refuse('model_unreadable');
  if (triangles > modelTrianglesMax) return refuse('model_too_large');
  return readTextures(parts(gltf.images), views, { triangles, binary });
}

function isSound(gltf: Gltf): boolean {
  return parts(gltf.scenes).length > 0 && parts(gltf.meshes).length > 0;
}

function fitsBuffer(view: Part, bytes: number): boolean {
  const [offset, length] = [natural(view.byteOffset ?? 0), natural(view.byteLength)];
  return view.buffer === 0 && offset !== null && length !== null && length > 0 && offset + length <= bytes;
}

const componentBytes: Readonly<Record<number, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };
const components: Readonly<Record<string, number>> = {
  ...{ SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 },
  ...{ MAT2: 4, MAT3: 9, MAT4: 16 },
};

/** The elements of an accessor lie in its view. One without a view is zeros and takes memory only: its count is bounded too. */
function fitsView(accessor: Part, views: readonly Part[]): boolean {
  const size = componentBytes[Number(accessor.componentType)];
  const count = natural(accessor.count);
  const each = components[String(accessor.type)];
  const offset = natural(accessor.byteOffset ?? 0);
  if (size === undefined || each === undefined || offset === null || count === null || count < 1) return false;
  if (accessor.sparse !== undefined || accessor.bufferView === undefined) return false;
  const view = views[Number(accessor.bufferView)];
  if (!view) return false;
  const stride = natural(view.byteStride ?? size * each);
  if (stride === null || stride < size * each) return false;
  return offset + stride * (count - 1) + size * each <= Number(view.byteLength);
}

/** Null when a mesh names what is not there. */
function countTriangles(meshes: readonly Part[], accessors: readonly Part[]): number | null {
  let corners = 0;
  for (const primitive of meshes.flatMap((mesh) => parts(mesh.primitives))) {
    const { POSITION: position, ...others } = (primitive.attributes ?? {}) as Part;
    const named = [position, ...Object.values(others), primitive.indices ?? position];
    if (named.some((index) => accessors[Number(index)] === undefined)) return null;
    corners += Number(accessors[Number(primitive.indices ?? position)]?.count);
  }
  return corners === 0 ? null : Math.ceil(corners / 3);
}

function readTextures(
  images: readonly Part[],
  views: readonly Part[],
  { triangles, binary }: { triangles: number; binary: Uint8Array },
): ReadModel | Refusal {
  if (images.length > modelTexturesMax) return refuse('model_too_large');
  const textures: ModelTexture[] = [];
  for (const { mimeType, bufferView } of images) {
    const view = views[Number(bufferView ?? -1)];
    if (!view || !['image/png', 'image/jpeg', 'image/webp'].includes(String(mimeType)))
      return refuse('model_unreadable');
    const start = Number(view.byteOffset ?? 0);
    textures.push({ mimeType: String(mimeType), data: binary.subarray(start, start + Number(view.byteLength)) });
  }
  return { triangles, textures };
}

function parts(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.map((one) => (typeof one === 'object' && one !== null ? one : {})) : [];
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function natural(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
}
