import { afterStall, catchUp, sampleEveryMs, startCatchUp } from '../catch-up.ts';

export interface Following {
  /** Whether the picture has moved within the last moments. */
  moves(): boolean;
  stats(): { stalls: number; delaySeconds: number; targetSeconds: number; firstFrameMs: number | null };
  stop(): void;
}

/** The picture counts as standing when it has not moved for so long. */
const standsAfterMs = 1_200;
/** A stop that ends so soon was for want of data on this line, not for want of a host. */
const stallMsMax = 2_500;
/** After a start the picture may stumble; that says nothing about the line. */
const startMs = 2_000;
/** Ranges of the buffer are compared with this tolerance. */
const edgeSeconds = 0.05;
/** At a hole the browser stops a little before its edge. So long a stand before a newer range means that it has. */
const heldMsMax = 150;
/** A seek so near to the end of what there was that it waits for more, which then came as a newer range, never ends. */
const seekMsMax = 1_000;

/** Keeps a video element close behind the end of what has arrived: plays a little faster, jumps holes, seeks seldom. */
export function followLive(video: HTMLVideoElement, baseSeconds: number): Following {
  const startedAt = performance.now();
  let state = startCatchUp(baseSeconds, startedAt);
  let stalls = 0;
  let waitingSince: number | null = null;
  let movedAt = Number.NEGATIVE_INFINITY;
  let startedMovingAt = startedAt;
  let lastTime = -1;
  let timeChangedAt = Number.NEGATIVE_INFINITY;
  let firstFrameMs: number | null = null;
  let seekingSince: number | null = null;

  const look = () => {
    const now = performance.now();
    if (video.currentTime !== lastTime && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      if (now - movedAt > standsAfterMs) startedMovingAt = now;
      if (lastTime >= 0) movedAt = now;
      if (lastTime >= 0) firstFrameMs ??= now - startedAt;
      lastTime = video.currentTime;
      timeChangedAt = now;
    }
    seekingSince = video.seeking ? (seekingSince ?? now) : null;
    const mayJump = seekingSince === null || now - seekingSince > seekMsMax;
    if (mayJump && now - timeChangedAt > heldMsMax && jumpHole(video, state.targetSeconds)) {
      seekingSince = null;
      if (movedAt > 0) stalls++;
      return;
    }
    const ahead = aheadOf(video);
    if (ahead === null || video.paused || video.seeking) return;
    const { state: next, act } = catchUp(state, ahead, now);
    state = next;
    if (act.kind === 'seek') video.currentTime += Math.max(0, ahead - act.behindEndSeconds);
    else if (video.playbackRate !== act.rate) video.playbackRate = act.rate;
  };
  const onWaiting = () => {
    if (movedAt > 0 && !video.seeking) waitingSince ??= performance.now();
  };
  const onPlaying = () => {
    const now = performance.now();
    if (waitingSince !== null && now - waitingSince < stallMsMax) {
      stalls++;
      if (waitingSince - startedMovingAt > startMs) state = afterStall(state, now);
    }
    waitingSince = null;
  };
  const timer = setInterval(look, sampleEveryMs);
  video.addEventListener('waiting', onWaiting);
  video.addEventListener('playing', onPlaying);
  return {
    moves: () => performance.now() - movedAt < standsAfterMs,
    stats: () => ({ stalls, delaySeconds: aheadOf(video) ?? 0, targetSeconds: state.targetSeconds, firstFrameMs }),
    stop() {
      clearInterval(timer);
      video.removeEventListener('waiting', onWaiting);
      video.removeEventListener('playing', onPlaying);
    },
  };
}

function aheadOf({ buffered, currentTime }: HTMLVideoElement): number | null {
  for (let index = 0; index < buffered.length; index++) {
    if (currentTime >= buffered.start(index) - edgeSeconds && currentTime <= buffered.end(index) + edgeSeconds) {
      return buffered.end(index) - currentTime;
    }
  }
  return null;
}

/** A playhead so far beyond the end of all there is belongs to a clock that has begun anew. */
const clockBackSeconds = 10;

/** Goes on in the newest range, when the picture is held at the end of an older one. */
function jumpHole(video: HTMLVideoElement, targetSeconds: number): boolean {
  const { buffered } = video;
  if (buffered.length === 0) return false;
  const start = buffered.start(buffered.length - 1);
  const end = buffered.end(buffered.length - 1);
  if (video.currentTime >= start - edgeSeconds && video.currentTime <= end + clockBackSeconds) return false;
  video.currentTime = Math.max(start, end - targetSeconds);
  return true;
}
