import { ArrowLeft, ArrowRight, ImagePlus, RotateCw, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { type Picture, pictureBytesMax, picturesPerProductMax } from '../protocol.ts';
import { moved } from './edit-draft.ts';
import { ProductPicture } from './product-picture.tsx';
import type { Uploads } from './use-uploads.ts';

interface EditPicturesProps {
  pictures: readonly Picture[];
  uploads: Uploads;
  onChange(pictures: readonly Picture[]): void;
}

const bytesPerMegabyte = 1024 * 1024;

/** The product's pictures in their order: dropped or chosen, moved, taken away. */
export function EditPictures({ pictures, uploads, onChange }: EditPicturesProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const room = picturesPerProductMax - pictures.length - uploads.items.length;
  const full = room <= 0;

  function take(files: FileList | null) {
    if (files !== null) uploads.add([...files].slice(0, Math.max(0, room)));
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  }

  return (
    <fieldset
      className="grid min-w-0 gap-3"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <legend className="mb-1 text-title font-extrabold">{t('catalog:edit.pictures')}</legend>
      <p className="text-small text-muted">
        {t('catalog:edit.picturesHint', { megabytes: Math.round(pictureBytesMax / bytesPerMegabyte) })}
      </p>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {pictures.map((picture, at) => (
          <PictureTile key={picture.id} picture={picture} at={at} pictures={pictures} onChange={onChange} />
        ))}
        <UploadTiles uploads={uploads} />
        {!full && <AddTile over={over} onChoose={() => input.current?.click()} />}
      </ul>
      {full && <Notice>{t('catalog:edit.tooMany', { count: picturesPerProductMax })}</Notice>}
      <input
        ref={input}
        type="file"
        multiple
        accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('catalog:edit.addPictures')}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
        data-testid="edit-pictures"
      />
    </fieldset>
  );
}

function AddTile({ over, onChoose }: { over: boolean; onChoose(): void }) {
  const { t } = useTranslation();
  return (
    <li>
      <button
        type="button"
        onClick={onChoose}
        className={classNames(
          'grid aspect-square w-full place-content-center justify-items-center gap-2 rounded-card border-2 border-dashed p-2 text-center text-small font-semibold text-muted hover:border-accent',
          over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken',
        )}
      >
        <ImagePlus aria-hidden className="size-6" />
        {t('catalog:edit.addPictures')}
      </button>
    </li>
  );
}

interface PictureTileProps extends Pick<EditPicturesProps, 'pictures' | 'onChange'> {
  picture: Picture;
  at: number;
}

function PictureTile({ picture, at, pictures, onChange }: PictureTileProps) {
  const { t } = useTranslation();
  const number = at + 1;
  return (
    <li className="relative animate-arrive" data-testid="edit-picture">
      <ProductPicture
        picture={picture}
        alt={t('catalog:edit.picture', { number })}
        sizes="(min-width: 40rem) 200px, 45vw"
        className="aspect-square w-full rounded-card"
      />
      {at === 0 && (
        <span className="absolute start-2 top-2 rounded-chip bg-glass px-2 py-0.5 text-tiny font-bold text-on-stage">
          {t('catalog:edit.cover')}
        </span>
      )}
      <IconButton
        label={t('catalog:edit.removePicture', { number })}
        look="glass"
        className="absolute end-1 top-1"
        onClick={() => onChange(pictures.filter((each) => each !== picture))}
      >
        <X aria-hidden className="size-4" />
      </IconButton>
      <div className="absolute inset-x-1 bottom-1 flex justify-between">
        <IconButton
          label={t('catalog:edit.moveEarlier', { number })}
          look="glass"
          disabled={at === 0}
          onClick={() => onChange(moved(pictures, at, at - 1))}
        >
          <ArrowLeft aria-hidden className="size-4" />
        </IconButton>
        <IconButton
          label={t('catalog:edit.moveLater', { number })}
          look="glass"
          disabled={at === pictures.length - 1}
          onClick={() => onChange(moved(pictures, at, at + 1))}
        >
          <ArrowRight aria-hidden className="size-4" />
        </IconButton>
      </div>
    </li>
  );
}

/** Files on their way: how far each is, or why it did not come. */
export function UploadTiles({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation();
  return uploads.items.map((item) => (
    <li
      key={item.key}
      className="relative grid aspect-square min-w-0 content-center gap-1.5 overflow-hidden rounded-card border border-line bg-sunken p-2 text-center text-small"
    >
      <span className="truncate font-semibold">{item.file.name}</span>
      {item.problem === null ? (
        <>
          <progress className="h-2 w-full accent-accent" value={item.share} aria-label={item.file.name} />
          <span className="text-muted">
            {item.share < 1
              ? t('catalog:edit.uploading', { percent: Math.round(item.share * 100) })
              : t('catalog:edit.processing')}
          </span>
        </>
      ) : (
        <>
          <span role="alert" className="line-clamp-4 text-tiny font-semibold text-bad">
            {t('catalog:edit.uploadFailed', { text: item.problem })}
          </span>
          <span className="flex justify-center">
            <IconButton label={t('catalog:edit.retry')} onClick={() => uploads.retry(item.key)}>
              <RotateCw aria-hidden className="size-4" />
            </IconButton>
            <IconButton label={t('catalog:edit.discard')} onClick={() => uploads.drop(item.key)}>
              <X aria-hidden className="size-4" />
            </IconButton>
          </span>
        </>
      )}
    </li>
  ));
}
