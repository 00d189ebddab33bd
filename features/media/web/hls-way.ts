import type Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';
import { targetSeconds } from '../catch-up.ts';
import { type Following, followLive } from './follow-live.ts';
import type { Way, WayNeeds } from './way.ts';

/** Its own catching up settles a second behind; ours keeps 0.4 s. */
const config: Partial<HlsConfig> = {
  lowLatencyMode: true,
  liveSyncDuration: 0.5,
  liveMaxLatencyDuration: 2,
  maxLiveSyncPlaybackRate: 1,
  backBufferLength: 10,
};

/** Low-latency HLS by hls.js, which is loaded only here. */
export function createHlsWay(needs: WayNeeds): Way {
  const { video } = needs;
  const following: Following = followLive(video, targetSeconds.hls);
  let hls: Hls | null = null;
  let stop = () => {};
  return {
    name: 'hls',
    following,
    async run(url) {
      const { default: Library } = await import('hls.js');
      if (!Library.isSupported()) {
        needs.onUnplayable();
        throw new Error('This browser cannot play by hls.js.');
      }
      const player = new Library(config);
      hls = player;
      await new Promise<void>((resolve, reject) => {
        stop = resolve;
        player.on(Library.Events.MANIFEST_PARSED, () => {
          needs.onConnected();
          void video.play().catch(() => {});
        });
        player.on(Library.Events.ERROR, (_event, { fatal, type, details }) => {
          if (!fatal) return;
          if (type === Library.ErrorTypes.MEDIA_ERROR) needs.onFault();
          reject(new Error(`hls.js: ${details}`));
        });
        player.loadSource(url);
        player.attachMedia(video);
      }).finally(() => player.destroy());
    },
    destroy() {
      stop();
      hls?.destroy();
      following.stop();
    },
  };
}

/** HLS by the browser itself: Apple's older phones. */
export function createNativeWay(needs: WayNeeds): Way {
  const { video } = needs;
  const following = followNative(video);
  let stop = () => {};
  return {
    name: 'native',
    following,
    async run(url) {
      await new Promise<void>((resolve, reject) => {
        stop = resolve;
        video.onloadedmetadata = () => needs.onConnected();
        video.onended = () => resolve();
        video.onerror = () => reject(video.error ?? new Error('The browser could not play.'));
        video.src = url;
        void video.play().catch(() => {});
      });
    },
    destroy() {
      stop();
      following.stop();
      video.onloadedmetadata = null;
      video.onended = null;
      video.onerror = null;
      video.removeAttribute('src');
      video.load();
    },
  };
}

export function canPlayNative(video: HTMLVideoElement): boolean {
  return video.canPlayType('application/vnd.apple.mpegurl') !== '';
}

/** The browser keeps its own distance; only whether the picture moves is watched. */
function followNative(video: HTMLVideoElement): Following {
  const standsAfterMs = 2_500;
  const startedAt = performance.now();
  let movedAt = Number.NEGATIVE_INFINITY;
  let firstFrameMs: number | null = null;
  const onTime = () => {
    movedAt = performance.now();
    firstFrameMs ??= movedAt - startedAt;
  };
  video.addEventListener('timeupdate', onTime);
  return {
    moves: () => performance.now() - movedAt < standsAfterMs,
    stats: () => ({ stalls: 0, delaySeconds: 0, targetSeconds: 0, firstFrameMs }),
    stop: () => video.removeEventListener('timeupdate', onTime),
  };
}
