export const documentKinds = ['pdf', 'jpeg', 'png', 'webp'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const contentTypes: Readonly<Record<DocumentKind, string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** A PDF's last line stands within so many bytes of its end. */
const pdfTailBytes = 1_024;

/** What a file is, by its bytes alone, and whole from its first to its last mark; null for everything else. [V2] */
export function kindOfDocument(bytes: Uint8Array): DocumentKind | null {
  if (isPdf(bytes)) return 'pdf';
  if (isJpeg(bytes)) return 'jpeg';
  if (isPng(bytes)) return 'png';
  return isWebp(bytes) ? 'webp' : null;
}

function isPdf(bytes: Uint8Array): boolean {
  return latin(bytes, 0, 5) === '%PDF-' && latin(bytes, bytes.length - pdfTailBytes, bytes.length).includes('%%EOF');
}

/** From its start mark to an end mark; cameras write more behind it. */
function isJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return false;
  for (let at = bytes.length - 2; at > 2; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

/** Walks from chunk to chunk to the last one. */
function isPng(bytes: Uint8Array): boolean {
  if (latin(bytes, 0, 8) !== '\u0089PNG\r\n\u001a\n' || latin(bytes, 12, 16) !== 'IHDR') return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    if (latin(bytes, at + 4, at + 8) === 'IEND') return true;
    at += 12 + view.getUint32(at);
  }
  return false;
}

function isWebp(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || latin(bytes, 0, 4) !== 'RIFF' || latin(bytes, 8, 12) !== 'WEBP') return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(4, true) + 8 <= bytes.length;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(Math.max(0, from), Math.max(0, to)));
}
