import { publishAddressMs, signAddress, watchAddressMs } from '../address.ts';
import type { PublishAddress, WatchAddress } from '../protocol.ts';

interface Needs {
  readonly secret: string;
  /** The address under which browsers reach the media process, without a path. */
  readonly mediaPublicUrl: string;
  readonly clock: () => number;
}

/** Signed addresses of a room's video. Whoever calls this has checked that the person may. */
export function createMediaAddresses({ secret, mediaPublicUrl, clock }: Needs) {
  return {
    watch(roomId: string, forMs = watchAddressMs): WatchAddress {
      const expiresAt = clock() + forMs;
      const query = `?token=${signAddress(secret, 'watch', roomId, expiresAt)}`;
      return {
        mp4Url: `${mediaPublicUrl}/live/${roomId}.mp4${query}`,
        hlsUrl: `${mediaPublicUrl}/live/${roomId}/index.m3u8${query}`,
        statusUrl: `${mediaPublicUrl}/live/${roomId}/status${query}`,
        expiresAt,
      };
    },

    publish(roomId: string, recordMs?: number): PublishAddress {
      const expiresAt = clock() + publishAddressMs;
      const token = signAddress(secret, 'publish', roomId, expiresAt, recordMs);
      // http becomes ws, https becomes wss.
      return { url: `${mediaPublicUrl.replace(/^http/, 'ws')}/publish/${roomId}?token=${token}`, expiresAt };
    },
  };
}

export type MediaAddresses = ReturnType<typeof createMediaAddresses>;
