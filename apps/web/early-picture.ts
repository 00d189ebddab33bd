import type { WatchAddress } from '../../features/media/protocol.ts';
import { playEarly } from '../../features/media/web/early-player.ts';
import { takeFirstAnswer } from '../../platform/ui/first-answers.ts';

/** A room's page as the server sends it has a place for the picture: it begins here, before there is an app. */
const video = document.querySelector<HTMLVideoElement>('video[data-early-picture]');
const roomId = /^\/rooms\/([^/]+)/.exec(location.pathname)?.[1];
if (video && roomId) {
  const address = takeFirstAnswer<WatchAddress>(`/api/rooms/${roomId}/watch`);
  if (address) playEarly(roomId, video, address);
}
