/**
 * A clock that survives a video encoder: milliseconds as black and white squares, with a check, drawn into the host's
 * picture and read back from the viewer's. Both functions are sent into a page as text, so each stands alone.
 */

/** Replaces camera and microphone by a canvas with the clock and a tone. */
export function installClockCamera(): void {
  const columns = 6;
  const cell = 60;
  const bits = 20;
  const frameMs = 1000 / 30;
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 720, height: 1280 });
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('There is no canvas.');
    const draw = () => {
      const now = Date.now() % 2 ** bits;
      brush.fillStyle = `hsl(${(now / 20) % 360} 60% 40%)`;
      brush.fillRect(0, 0, 720, 1280);
      brush.fillStyle = '#fff';
      brush.fillRect(60 + ((now / 4) % 500), 600 + 300 * Math.sin(now / 700), 160, 160);
      const check = (now ^ (now >> 4) ^ (now >> 8) ^ (now >> 12) ^ (now >> 16)) & 15;
      for (let index = 0; index < bits + 4; index++) {
        const isSet = ((index < bits ? now >> index : check >> (index - bits)) & 1) === 1;
        brush.fillStyle = isSet ? '#fff' : '#000';
        brush.fillRect((index % columns) * cell, Math.floor(index / columns) * cell, cell, cell);
      }
    };
    draw();
    setInterval(draw, frameMs);
    const stream = canvas.captureStream(30);
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    const out = sound.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    for (const track of out.stream.getAudioTracks()) stream.addTrack(track);
    return stream;
  };
}

/** Reads the clock from the shown picture every 50 ms for some time: the delays in ms, in the order they were seen. */
export async function readDelays(seconds: number): Promise<number[]> {
  const columns = 6;
  const rows = 4;
  const bits = 20;
  const video = document.querySelector('video');
  const canvas = Object.assign(document.createElement('canvas'), { width: columns * 10, height: rows * 10 });
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  if (!video || !brush) throw new Error('There is no picture to read.');
  const delays: number[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const share = video.videoWidth / 720;
    brush.drawImage(video, 0, 0, columns * 60 * share, rows * 60 * share, 0, 0, canvas.width, canvas.height);
    const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
    let value = 0;
    let check = 0;
    for (let index = 0; index < bits + 4; index++) {
      const x = (index % columns) * 10 + 5;
      const y = Math.floor(index / columns) * 10 + 5;
      const isSet = (data[(y * canvas.width + x) * 4 + 1] ?? 0) > 128;
      if (isSet && index < bits) value += 2 ** index;
      if (isSet && index >= bits) check += 2 ** (index - bits);
    }
    const expected = (value ^ (value >> 4) ^ (value >> 8) ^ (value >> 12) ^ (value >> 16)) & 15;
    if (check === expected && video.readyState >= 2) {
      delays.push((((Date.now() - value) % 2 ** bits) + 2 ** bits) % 2 ** bits);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return delays;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
