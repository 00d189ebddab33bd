import './main.css';

/** The app comes so much later at most for a picture that begins before it. */
const pictureMsMax = 600;

// On a slow phone the app's own start would hold up the first frame: the picture that has begun goes first.
await pictureFirst(document.querySelector<HTMLVideoElement>('video[data-early-picture]'));
await import('./app.tsx');

async function pictureFirst(video: HTMLVideoElement | null): Promise<void> {
  if (video === null || document.hidden || !('requestVideoFrameCallback' in video)) return;
  await new Promise<void>((resolve) => {
    video.requestVideoFrameCallback(() => resolve());
    setTimeout(resolve, pictureMsMax);
  });
}
