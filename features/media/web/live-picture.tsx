import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchAddress } from '../protocol.ts';
import { createPlayer, type Player, type PlayerState } from './player.ts';

interface Props {
  /** Fresh signed addresses of the room; it is asked again whenever the line breaks. */
  address: () => Promise<WatchAddress>;
  poster?: string;
  /** Sound must be turned on from a tap; `onMutedChange` tells when the browser did not allow it. */
  muted: boolean;
  onMutedChange?: (muted: boolean) => void;
  onState?: (state: PlayerState) => void;
  /** For measuring: called with the player once, and with null at the end. */
  onPlayer?: (player: Player | null) => void;
}

/** The live picture of a room. It fills its parent and says honestly what is the matter when nothing moves. */
export function LivePicture({ address, poster, muted, onMutedChange, onState, onPlayer }: Props) {
  const { t } = useTranslation('media');
  const videoRef = useRef<HTMLVideoElement>(null);
  const playerRef = useRef<Player | null>(null);
  const [state, setState] = useState<PlayerState>('loading');
  // The newest functions are called without starting the player anew.
  const callbacks = useRef({ address, onMutedChange, onState, onPlayer });
  callbacks.current = { address, onMutedChange, onState, onPlayer };

  useEffect(() => {
    if (!videoRef.current) return;
    const player = createPlayer({
      video: videoRef.current,
      address: () => callbacks.current.address(),
      onState(next) {
        setState(next);
        callbacks.current.onState?.(next);
      },
    });
    playerRef.current = player;
    callbacks.current.onPlayer?.(player);
    return () => {
      callbacks.current.onPlayer?.(null);
      player.destroy();
    };
  }, []);

  useEffect(() => {
    if (muted) playerRef.current?.mute();
    else void playerRef.current?.unmute().then((allowed) => !allowed && callbacks.current.onMutedChange?.(true));
  }, [muted]);

  return (
    <div className="relative size-full overflow-hidden bg-stage" data-testid="live-picture" data-state={state}>
      <video
        ref={videoRef}
        className="size-full object-cover"
        poster={poster}
        playsInline
        muted
        aria-label={t('picture.label')}
      />
      {state === 'loading' && <Shimmer text={t('picture.loading')} />}
      {state === 'away' && <Veil title={t('picture.away')}>{t('picture.awayText')}</Veil>}
      {state === 'ended' && <Veil title={t('picture.ended')} />}
      {state === 'error' && <Veil title={t('picture.error')}>{t('picture.errorText')}</Veil>}
    </div>
  );
}

function Shimmer({ text }: { text: string }) {
  return (
    <div role="status" className="absolute inset-0 grid place-items-center">
      <div aria-hidden className="absolute inset-0 animate-pulse-soft bg-glass motion-reduce:animate-none" />
      <span className="relative rounded-card bg-glass px-4 py-2 text-on-stage text-small">{text}</span>
    </div>
  );
}

function Veil({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div role="status" className="absolute inset-0 grid place-items-center bg-shade p-6 text-center backdrop-blur-sm">
      <div className="rounded-card bg-glass px-5 py-4 text-on-stage">
        <p className="font-bold text-title">{title}</p>
        {children && <p className="mt-1 text-small">{children}</p>}
      </div>
    </div>
  );
}
