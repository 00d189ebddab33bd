import encodeQR from 'qr';

/** White on black whatever the terminal's colours are: a camera wants dark squares on a light ground. */
const white = '\x1b[97m';
const onBlack = '\x1b[40m';
const end = '\x1b[0m';

/** The address as a picture for a phone's camera, two rows of squares in a line of text. */
export function qrLines(address: string, coloured: boolean): string[] {
  const lines = encodeQR(address, 'ascii').trimEnd().split('\n');
  if (!coloured) return lines;
  // The last line is the upper half of a margin; below it is the terminal's own ground.
  return lines.map((line, index) => `${white}${index < lines.length - 1 ? onBlack : ''}${line}${end}`);
}
