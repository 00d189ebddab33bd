import type { Page } from '@playwright/test';
import { installClockCamera, quantile, readDelays } from '../bench/delay-clock.ts';

/** Gives the page a camera with a clock in its picture. The product's own code asks for a camera as ever. */
export async function burnClock(page: Page): Promise<void> {
  await page.addInitScript(installClockCamera);
}

export interface Seen {
  /** Frames decoded so far. */
  readonly frames: number;
  /** A sample of the picture's colours. */
  readonly colours: string;
}

export function seePicture(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const video = document.querySelector('video')!;
    const canvas = Object.assign(document.createElement('canvas'), { width: 9, height: 16 });
    const brush = canvas.getContext('2d', { willReadFrequently: true })!;
    brush.drawImage(video, 0, 0, 9, 16);
    const { data } = brush.getImageData(0, 0, 9, 16);
    return { frames: video.getVideoPlaybackQuality().totalVideoFrames, colours: data.join(',') };
  });
}

/** From the host's clock to the viewer's screen, ms. */
export async function measureDelay(page: Page, seconds: number): Promise<{ p50: number; p95: number; looks: number }> {
  const delays = await page.evaluate(readDelays, seconds);
  return { p50: quantile(delays, 0.5), p95: quantile(delays, 0.95), looks: delays.length };
}
