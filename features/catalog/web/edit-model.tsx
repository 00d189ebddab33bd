import { Box, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { type Model, modelBytesMax, type Picture } from '../protocol.ts';
import { UploadTiles } from './edit-pictures.tsx';
import { ProductModel } from './product-model.tsx';
import type { Uploads } from './use-uploads.ts';

interface EditModelProps {
  model: Model | null;
  title: string;
  poster: Picture | undefined;
  uploads: Uploads;
  onChange(model: null): void;
}

const bytesPerMegabyte = 1024 * 1024;

/** One 3D model, seen as buyers will see it. Another one takes its place. */
export function EditModel({ model, title, poster, uploads, onChange }: EditModelProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <fieldset className="grid min-w-0 gap-3" data-testid="edit-model" data-model={model?.id ?? ''}>
      <legend className="mb-1 text-title font-extrabold">{t('catalog:edit.model')}</legend>
      <p className="text-small text-muted">
        {t('catalog:edit.modelHint', { megabytes: Math.round(modelBytesMax / bytesPerMegabyte) })}
      </p>
      {model && <KeptModel {...{ model, title, poster }} />}
      {uploads.items.length > 0 && (
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <UploadTiles uploads={uploads} />
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="plain" disabled={uploads.running} onClick={() => input.current?.click()}>
          <Box aria-hidden className="size-5" />
          {t('catalog:edit.addModel')}
        </Button>
        {model && (
          <Button look="quiet" onClick={() => onChange(null)} data-testid="edit-model-remove">
            <Trash2 aria-hidden className="size-5" />
            {t('catalog:edit.modelRemove')}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept=".glb,model/gltf-binary"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('catalog:edit.addModel')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) uploads.add([file]);
          event.target.value = '';
        }}
        data-testid="edit-model-file"
      />
    </fieldset>
  );
}

function KeptModel({ model, title, poster }: { model: Model; title: string; poster: Picture | undefined }) {
  const { t } = useTranslation();
  const size = new Intl.NumberFormat(useLocale(), { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  return (
    <div className="grid max-w-72 gap-1.5">
      <ProductModel
        key={model.id}
        modelId={model.id}
        title={title}
        poster={poster}
        className="relative aspect-square w-full overflow-hidden rounded-card bg-sunken"
      />
      <p className="text-small text-muted">
        {t('catalog:edit.modelKept', { size: size.format(Math.max(0.1, model.bytes / bytesPerMegabyte)) })}
      </p>
    </div>
  );
}
