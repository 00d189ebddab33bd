import { qrLines } from './qr.ts';

interface Needs {
  readonly publicUrl: string;
  readonly coloured: boolean;
  /** Of the authority that was made here. */
  readonly fingerprint: string | undefined;
}

const fingerprintLineChars = 48;

/** How a phone comes in: at most 80 characters wide, and short enough to be seen at once. */
export function lanLines({ publicUrl, coloured, fingerprint }: Needs): string[] {
  const way = [
    ...qrLines(`${publicUrl}/`, coloured).map((line) => `  ${line}`),
    '',
    `  Phone     scan this in the same Wi-Fi, or type ${publicUrl}/`,
  ];
  if (!fingerprint) return [...way, ''];
  return [
    ...way,
    '            It warns once, as this machine made the certificate itself: go on.',
    '            To be asked no more, load and trust this there (docs/operating.md):',
    `            ${publicUrl}/lan-certificate`,
    `            SHA-256 ${fingerprint.slice(0, fingerprintLineChars)}`,
    `                    ${fingerprint.slice(fingerprintLineChars)}`,
    '',
  ];
}
