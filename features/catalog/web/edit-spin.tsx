import { ImagePlus, RefreshCcw, Trash2, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { type Picture, spinFramesMax, spinFramesMin } from '../protocol.ts';
import { reversed, type SpinFrame, withFrame } from './edit-draft.ts';
import { UploadTiles } from './edit-pictures.tsx';
import { ProductSpin } from './product-spin.tsx';
import { type Uploads, useUploads } from './use-uploads.ts';

export interface SpinUploads extends Uploads {
  /** In the order of their names, as cameras number them, behind those that are there. */
  addInOrder(files: readonly File[], frames: readonly SpinFrame[]): void;
}

export function useSpinUploads(
  shopId: string,
  change: (next: (now: readonly SpinFrame[]) => readonly SpinFrame[]) => void,
) {
  const ranks = useRef(new WeakMap<File, number>());
  const next = useRef(0);
  const uploads = useUploads<Picture>(`/api/shops/${shopId}/pictures`, ({ id }, file) => {
    change((now) => withFrame(now, { id, rank: ranks.current.get(file) ?? now.length }));
  });
  function addInOrder(files: readonly File[], frames: readonly SpinFrame[]): void {
    const byName = files.toSorted((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
    next.current = Math.max(next.current, ...frames.map((frame) => frame.rank + 1));
    for (const file of byName) {
      ranks.current.set(file, next.current);
      next.current += 1;
    }
    uploads.add(byName);
  }
  return { ...uploads, addInOrder };
}

interface EditSpinProps {
  frames: readonly SpinFrame[];
  title: string;
  uploads: SpinUploads;
  /** The key of the sentence that says what is wrong. */
  problem: string | undefined;
  onChange(frames: readonly SpinFrame[]): void;
}

/** The pictures of one turn, chosen at once, seen turning before they are saved. */
export function EditSpin({ frames, title, uploads, problem, onChange }: EditSpinProps) {
  const { t } = useTranslation();
  const limits = { least: spinFramesMin, most: spinFramesMax };
  const ids = frames.map((frame) => frame.id);
  return (
    <fieldset className="grid min-w-0 gap-3" data-testid="edit-spin" data-count={frames.length}>
      <legend className="mb-1 text-title font-extrabold">{t('catalog:edit.spin')}</legend>
      <p className="text-small text-muted">{t('catalog:edit.spinHint', limits)}</p>
      {ids.length >= spinFramesMin && !uploads.running && (
        <ProductSpin
          key={ids.join()}
          spin={{ pictureIds: ids, width: 1, height: 1 }}
          title={title}
          className="relative aspect-square w-full max-w-72 overflow-hidden rounded-card bg-sunken"
        />
      )}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(3.25rem,1fr))] gap-1.5">
        {frames.map((frame, at) => (
          <FrameTile
            key={frame.rank}
            frame={frame}
            number={at + 1}
            onRemove={() => onChange(frames.filter((each) => each !== frame))}
          />
        ))}
      </ul>
      {uploads.items.length > 0 && (
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <UploadTiles uploads={uploads} />
        </ul>
      )}
      {problem && <Notice tone="bad">{t(`catalog:edit.${problem}`, limits)}</Notice>}
      <SpinButtons {...{ frames, uploads, problem, onChange }} />
    </fieldset>
  );
}

function SpinButtons({ frames, uploads, problem, onChange }: Omit<EditSpinProps, 'title'>) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const room = spinFramesMax - frames.length - uploads.items.length;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        look="plain"
        disabled={room <= 0}
        aria-invalid={problem !== undefined}
        onClick={() => input.current?.click()}
      >
        <ImagePlus aria-hidden className="size-5" />
        {t('catalog:edit.addSpin')}
      </Button>
      {frames.length > 1 && (
        <Button look="quiet" onClick={() => onChange(reversed(frames))}>
          <RefreshCcw aria-hidden className="size-5" />
          {t('catalog:edit.spinReverse')}
        </Button>
      )}
      {frames.length > 0 && (
        <Button look="quiet" onClick={() => onChange([])} data-testid="edit-spin-remove">
          <Trash2 aria-hidden className="size-5" />
          {t('catalog:edit.spinRemove')}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        multiple
        accept="image/jpeg,image/png,image/webp,image/avif"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('catalog:edit.addSpin')}
        onChange={(event) => {
          uploads.addInOrder([...(event.target.files ?? [])].slice(0, Math.max(0, room)), frames);
          event.target.value = '';
        }}
        data-testid="edit-spin-files"
      />
    </div>
  );
}

function FrameTile({ frame, number, onRemove }: { frame: SpinFrame; number: number; onRemove(): void }) {
  const { t } = useTranslation();
  return (
    <li className="relative">
      <img
        src={`/pictures/${frame.id}/160.webp`}
        alt={t('catalog:edit.spinFrame', { number })}
        loading="lazy"
        className="aspect-square w-full rounded-chip bg-sunken object-cover"
      />
      <button
        type="button"
        aria-label={t('catalog:edit.spinRemoveFrame', { number })}
        title={t('catalog:edit.spinRemoveFrame', { number })}
        onClick={onRemove}
        className="group absolute inset-0 grid place-items-start justify-items-end rounded-chip"
      >
        <span className="m-0.5 grid size-5 place-items-center rounded-full bg-glass text-on-stage group-hover:bg-stage">
          <X aria-hidden className="size-3" />
        </span>
      </button>
    </li>
  );
}
