import { useTranslation } from 'react-i18next';
import type { Picture, Video } from '../protocol.ts';
import { pictureAddress } from './product-picture.tsx';

interface ProductVideoProps {
  video: Video;
  title: string;
  /** What is seen until somebody plays it. */
  poster: Picture | undefined;
  className: string;
}

/** Plays when it is asked to, without a sound until one is asked for; nothing is fetched before, where a picture stands for it. */
export function ProductVideo({ video: { id, kind }, title, poster, className }: ProductVideoProps) {
  const { t } = useTranslation();
  return (
    <video
      controls
      muted
      playsInline
      disablePictureInPicture
      preload={poster ? 'none' : 'metadata'}
      poster={poster && pictureAddress(poster)}
      src={`/videos/${id}.${kind}`}
      aria-label={t('catalog:look.videoOf', { title })}
      data-testid="product-video"
      className={`object-contain ${className}`}
    />
  );
}
