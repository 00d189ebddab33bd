import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { type Picture, skuCodeCharsMax } from '../protocol.ts';
import type { SkuFields } from './edit-options-draft.ts';
import { EditSkuVideo } from './edit-sku-video.tsx';
import { ProductPicture } from './product-picture.tsx';
import type { Uploads } from './use-uploads.ts';

interface EditSkuMoreProps {
  sku: SkuFields;
  place: number;
  pictures: readonly Picture[];
  video: Uploads;
  problem: string | null;
  onChange(next: Partial<SkuFields>): void;
}

/** What many variants do without: the merchant's own code, a picture and a video of just this one. */
export function EditSkuMore({ sku, place, pictures, video, problem, onChange }: EditSkuMoreProps) {
  const { t } = useTranslation();
  return (
    <details className="group col-span-full" open={problem !== null || undefined}>
      <summary
        className="flex min-h-11 cursor-pointer list-none items-center gap-1.5 text-small font-semibold text-accent-text"
        data-testid={`edit-more-${place}`}
      >
        <ChevronDown aria-hidden className="size-4 transition group-open:rotate-180" />
        {t('catalog:edit.more')}
        {sku.code !== '' && <span className="truncate font-normal text-muted">{sku.code}</span>}
      </summary>
      <div className="grid gap-3 pt-1 sm:grid-cols-[14rem_1fr]">
        <TextField
          label={t('catalog:edit.code')}
          autoComplete="off"
          maxLength={skuCodeCharsMax}
          value={sku.code}
          onChange={(event) => onChange({ code: event.target.value })}
          problem={problem}
          data-testid={`edit-code-${place}`}
        />
        {pictures.length > 0 && (
          <fieldset className="grid min-w-0 content-start gap-1.5">
            <legend className="mb-1.5 text-small font-semibold">{t('catalog:edit.skuPicture')}</legend>
            <div className="flex flex-wrap gap-1.5">
              <PictureButton chosen={sku.pictureId === null} onChoose={() => onChange({ pictureId: null })}>
                <span className="grid h-11 place-items-center px-2.5 text-small font-semibold">
                  {t('catalog:edit.skuPictureNone')}
                </span>
              </PictureButton>
              {pictures.map((picture, at) => (
                <PictureButton
                  key={picture.id}
                  chosen={sku.pictureId === picture.id}
                  onChoose={() => onChange({ pictureId: picture.id })}
                >
                  <ProductPicture
                    picture={picture}
                    alt={t('catalog:edit.picture', { number: at + 1 })}
                    sizes="44px"
                    className="size-11"
                  />
                </PictureButton>
              ))}
            </div>
          </fieldset>
        )}
        <EditSkuVideo
          video={sku.video}
          title={sku.name}
          place={place}
          poster={pictures.find(({ id }) => id === sku.pictureId) ?? pictures[0]}
          uploads={video}
          onRemove={() => onChange({ video: null })}
        />
      </div>
    </details>
  );
}

function PictureButton({ chosen, onChoose, children }: { chosen: boolean; onChoose(): void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={classNames(
        'overflow-hidden rounded-control border-2',
        chosen ? 'border-accent bg-accent-soft text-accent-text' : 'border-line text-muted',
      )}
    >
      {children}
    </button>
  );
}
