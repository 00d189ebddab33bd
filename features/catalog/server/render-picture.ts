import sharp from 'sharp';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { picturePixelsMax, pictureWidths, zoomWidth } from '../protocol.ts';

/** One picture may keep a core busy this long. */
export const renderTimeoutSeconds = 10;
export const webpQuality = 82;
/** WebP's own limit; only a very tall picture meets it. */
const webpSideMax = 16_383;

// Each picture is one thread's work; how many at once is decided by whoever calls.
sharp.concurrency(1);
sharp.cache(false);

export interface RenderedPicture {
  readonly width: number;
  readonly height: number;
  readonly files: readonly { readonly width: number; readonly data: Buffer }[];
}

/**
 * Makes the web's sizes of an upload. What it is, is read from its bytes, never from its name: the kinds that are taken
 * are few, so that no drawing language and no rare decoder is reached. It comes out upright and without metadata
 * (a place, a camera's number); of an animation the first frame.
 */
export async function renderPicture(upload: Buffer): Promise<RenderedPicture | Refusal> {
  if (!kindOf(upload)) return refuse('picture_unreadable');
  try {
    const { autoOrient } = await open(upload).metadata();
    const files = [];
    for (const width of widthsOf(autoOrient.width)) {
      const data = await open(upload)
        .autoOrient()
        .resize({ width, height: webpSideMax, fit: 'inside', withoutEnlargement: true })
        // The one for looking closer is large, and seldom fetched: time is worth more than its last bytes.
        .webp({ quality: webpQuality, effort: width === zoomWidth ? 2 : 4 })
        .timeout({ seconds: renderTimeoutSeconds })
        .toBuffer();
      files.push({ width, data });
    }
    return { width: autoOrient.width, height: autoOrient.height, files };
  } catch (error) {
    const tooLarge = error instanceof Error && /pixel limit|too large|timeout/i.test(error.message);
    return refuse(tooLarge ? 'picture_too_large' : 'picture_unreadable');
  }
}

/** Up to the first width that shows all of it: what lies between two widths is kept as wide as it is. */
function widthsOf(originalWidth: number): readonly number[] {
  const widths = [...pictureWidths, zoomWidth];
  return widths.filter((_, index) => index === 0 || widths[index - 1]! < originalWidth);
}

/** What a picture is and how large its canvas, read from its head alone; null when it is none. */
export async function readCanvas(upload: Buffer): Promise<{ kind: string; pixels: number } | null> {
  const kind = kindOf(upload);
  if (!kind) return null;
  try {
    const { width, height } = await sharp(upload, { limitInputPixels: false, pages: 1 }).metadata();
    return { kind, pixels: width * height };
  } catch {
    return null;
  }
}

function open(upload: Buffer) {
  return sharp(upload, { limitInputPixels: picturePixelsMax, failOn: 'error', pages: 1 });
}

/** The first bytes of the kinds that are taken. */
function kindOf(upload: Buffer): 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | null {
  const text = upload.subarray(0, 32).toString('latin1');
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.slice(4, 8) === 'ftyp' && /avi[fs]/.test(text.slice(8))) return 'avif';
  return null;
}
