import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '../kit/refusal.ts';

interface Limit {
  readonly bytesMax: number;
  /** The code of the refusal beyond it. */
  readonly beyond: string;
}

/** What surrounds the file in a multipart body. */
const wrappingBytesMax = 4_096;

/**
 * Reads the file of a multipart body, up to its limit and no further: the rest of a larger one is never taken, and its
 * connection ends with the answer. Only the reading is judged here: what goes wrong with the file later is no fault of
 * the body.
 */
export async function readUpload(
  request: FastifyRequest,
  reply: FastifyReply,
  { bytesMax, beyond }: Limit,
): Promise<Buffer | Refusal> {
  if (!request.isMultipart()) return refuse('unsupported_type');
  const tooLarge = () => {
    reply.header('connection', 'close');
    return refuse(beyond);
  };
  if (Number(request.headers['content-length'] ?? 0) > bytesMax + wrappingBytesMax) return tooLarge();
  try {
    const part = await request.file({ limits: { fileSize: bytesMax, files: 1 } });
    if (!part) return refuse('bad_request', { what: 'file' });
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) {
      chunks.push(chunk as Buffer);
      if (part.file.truncated) break;
    }
    return part.file.truncated ? tooLarge() : Buffer.concat(chunks);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
    if (isCutShort(error)) return refuse('bad_request', { what: 'multipart' });
    throw error;
  }
}

/** The parser of multipart bodies says in words only that a body is none. */
function isCutShort(error: unknown): boolean {
  const { message } = error as Error;
  return /boundary|unexpected end|malformed|multipart/i.test(message);
}
