import { Film, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { type Picture, type Video, videoBytesMax, videoSecondsMax } from '../protocol.ts';
import { UploadTiles } from './edit-pictures.tsx';
import { ProductVideo } from './product-video.tsx';
import type { Uploads } from './use-uploads.ts';

interface EditSkuVideoProps {
  video: Video | null;
  title: string;
  place: number;
  poster: Picture | undefined;
  uploads: Uploads;
  onRemove(): void;
}

const bytesPerMegabyte = 1024 * 1024;

/** One short video of a variant, seen as buyers will see it. Another one takes its place. */
export function EditSkuVideo({ video, title, place, poster, uploads, onRemove }: EditSkuVideoProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const megabytes = Math.round(videoBytesMax / bytesPerMegabyte);
  return (
    <fieldset
      className="col-span-full grid min-w-0 gap-2"
      data-testid={`edit-video-${place}`}
      data-video={video?.id ?? ''}
    >
      <legend className="mb-1.5 text-small font-semibold">{t('catalog:edit.video')}</legend>
      <p className="text-small text-muted">{t('catalog:edit.videoHint', { megabytes, seconds: videoSecondsMax })}</p>
      {video && (
        <ProductVideo
          key={video.id}
          video={video}
          title={title}
          poster={poster}
          className="aspect-square w-full max-w-56 overflow-hidden rounded-card bg-sunken"
        />
      )}
      {uploads.items.length > 0 && (
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <UploadTiles uploads={uploads} />
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="plain" size="small" disabled={uploads.running} onClick={() => input.current?.click()}>
          <Film aria-hidden className="size-4" />
          {t('catalog:edit.addVideo')}
        </Button>
        {video && (
          <Button look="quiet" size="small" onClick={onRemove} data-testid={`edit-video-remove-${place}`}>
            <Trash2 aria-hidden className="size-4" />
            {t('catalog:edit.videoRemove')}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="video/mp4,video/webm"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('catalog:edit.addVideo')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) uploads.add([file]);
          event.target.value = '';
        }}
        data-testid={`edit-video-file-${place}`}
      />
    </fieldset>
  );
}
