import { CloudOff, Coffee, HeartHandshake, type LucideIcon } from 'lucide-react';
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { Ambient } from './ambient.tsx';
import { takeEarly } from './early-player.ts';
import type { PlayerState } from './player.ts';
import { type PlayerWishes, usePlayer } from './use-player.ts';

interface LivePictureProps extends PlayerWishes {
  /** The name under which the page may have begun this picture before the app was there. */
  early?: string;
  poster?: string;
  /** 'fill' cuts a tall picture to its frame; 'whole' shows all of it with its own light around. */
  fit?: 'fill' | 'whole';
  /** Only the moving picture, without a word about it: for a card that shows something else until it moves. */
  bare?: boolean;
  /** What is said while the host does not send, where that is no accident. */
  away?: Away | undefined;
}

interface Away {
  readonly title: string;
  readonly text: string;
}

/** The live picture of a room. It fills its parent and says honestly what is the matter when nothing moves. */
export function LivePicture({ poster, fit = 'fill', bare = false, away, early: name, ...wishes }: LivePictureProps) {
  const videoRef = useRef<HTMLVideoElement>(null);
  const [early] = useState(() => (name === undefined ? null : takeEarly(name)));
  const state = usePlayer(videoRef, wishes, early);
  const [lying, setLying] = useState(false);
  // A picture that lies on its side would lose most of itself in an upright frame.
  const whole = fit === 'whole' || lying;
  return (
    <div className="relative size-full overflow-hidden bg-stage" data-testid="live-picture" data-state={state}>
      {whole && <Ambient video={videoRef} />}
      <Video
        {...{ videoRef, poster, given: early?.video ?? null }}
        className={classNames(
          'relative size-full transition-[filter] duration-500',
          whole ? 'object-contain' : 'object-cover',
          state !== 'playing' && state !== 'loading' && 'brightness-50',
        )}
        onResize={(video) => setLying(video.videoWidth > video.videoHeight)}
      />
      {!bare && <Word state={state} away={away} />}
    </div>
  );
}

interface VideoProps {
  videoRef: RefObject<HTMLVideoElement | null>;
  /** An element that plays already. */
  given: HTMLVideoElement | null;
  poster: string | undefined;
  className: string;
  onResize(video: HTMLVideoElement): void;
}

function Video({ videoRef, given, poster, className, onResize }: VideoProps) {
  const { t } = useTranslation('media');
  const place = useRef<HTMLDivElement>(null);
  // Moved once, within the commit that takes the page's first drawing away: so it does not stop.
  useLayoutEffect(() => {
    if (given === null) return;
    place.current?.append(given);
    videoRef.current = given;
  }, [given, videoRef]);
  useLayoutEffect(() => {
    if (given === null) return;
    onResize(given);
    given.onresize = () => onResize(given);
  }, [given, onResize]);
  useLayoutEffect(() => {
    if (given) given.className = className;
  }, [given, className]);
  if (given) return <div ref={place} className="contents" />;
  return (
    <video
      {...{ poster, className }}
      ref={videoRef}
      playsInline
      muted
      aria-label={t('picture.label')}
      onResize={({ currentTarget }) => onResize(currentTarget)}
    />
  );
}

/** What is the matter when nothing moves. */
function Word({ state, away }: { state: PlayerState; away: Away | undefined }) {
  const { t } = useTranslation('media');
  if (state === 'loading') return <Coming text={t('picture.loading')} />;
  if (state === 'away') {
    return (
      <Veil icon={Coffee} title={away?.title ?? t('picture.away')}>
        {away?.text ?? t('picture.awayText')}
      </Veil>
    );
  }
  if (state === 'ended') return <Veil icon={HeartHandshake} title={t('picture.ended')} />;
  if (state === 'error') {
    return (
      <Veil icon={CloudOff} title={t('picture.error')}>
        {t('picture.errorText')}
      </Veil>
    );
  }
  return null;
}

function Coming({ text }: { text: string }) {
  return (
    <div role="status" className="absolute inset-0 grid place-items-center">
      <span className="flex items-center gap-3 rounded-full bg-glass px-4 py-2.5 font-semibold text-on-stage text-small">
        <span aria-hidden className="flex gap-1">
          {['0ms', '180ms', '360ms'].map((delay) => (
            <span
              key={delay}
              style={{ animationDelay: delay }}
              className="size-1.5 animate-pulse-soft rounded-full bg-honey"
            />
          ))}
        </span>
        {text}
      </span>
    </div>
  );
}

function Veil({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children?: ReactNode }) {
  return (
    <div role="status" className="absolute inset-0 grid place-items-center p-6 text-center">
      <div className="grid max-w-xs animate-arrive justify-items-center gap-1 rounded-card bg-glass px-6 py-5 text-on-stage">
        <Icon aria-hidden className="mb-1 size-8 text-honey" />
        <p className="font-extrabold text-title">{title}</p>
        {children && <p className="text-balance text-small">{children}</p>}
      </div>
    </div>
  );
}
