import { useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiRefusal } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { toast } from '../../../platform/ui/toast.tsx';
import { upload } from '../../../platform/ui/upload.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import { type ImportDone, type ImportPreview, importBytesMax, importRowsMax } from '../import-protocol.ts';
import { CsvPreview } from './csv-preview.tsx';
import { shopProductsKey } from './product-list.ts';

interface Seen {
  readonly file: File;
  readonly preview: ImportPreview;
}

const bytesPerMegabyte = 1024 * 1024;
const unheard = () => {};

/** A file is looked at first; what was seen is what is imported. */
export function CsvImport({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [seen, setSeen] = useState<Seen | null>(null);
  const [done, setDone] = useState<ImportDone | null>(null);
  const path = `/api/shops/${shopId}/imports`;
  const look = useAct((_id, file: File) => upload<ImportPreview>(`${path}/preview`, file, file.name, unheard));
  const apply = useAct(
    (id, { file, preview }: Seen) =>
      upload<ImportDone>(`${path}/${id}?plan=${encodeURIComponent(preview.plan)}`, file, file.name, unheard),
    {
      onDone: (made) => {
        setSeen(null);
        setDone(made);
        void queries.invalidateQueries({ queryKey: shopProductsKey(shopId) });
        void queries.invalidateQueries({ queryKey: ['product'] });
        toast(t('catalog:import.done', { made: made.made, changed: made.changed }), 'good');
      },
    },
  );
  async function take(file: File | undefined) {
    if (!file) return;
    apply.forget();
    setDone(null);
    setSeen(null);
    const preview = await look.run(file);
    if (preview) setSeen({ file, preview });
  }
  const changed = apply.error instanceof ApiRefusal && apply.error.code === 'import_changed';
  return (
    <section className="grid grid-cols-1 gap-4 rounded-card border border-line bg-surface p-4 shadow-low sm:p-5">
      <div className="grid gap-1">
        <h2 className="text-title font-extrabold">{t('catalog:import.importTitle')}</h2>
        <p className="text-small text-muted">
          {t('catalog:import.importText', { rows: importRowsMax, megabytes: importBytesMax / bytesPerMegabyte })}
        </p>
      </div>
      <DropField small={seen !== null} busy={look.busy} onFile={take} />
      {look.error !== null && <Notice tone="bad">{refusalText(look.error)}</Notice>}
      {apply.error !== null && <Notice tone="bad">{refusalText(apply.error)}</Notice>}
      {done && (
        <Notice tone="good" testId="import-done">
          {t('catalog:import.done', { made: done.made, changed: done.changed })}
        </Notice>
      )}
      {seen && (
        <CsvPreview
          name={seen.file.name}
          preview={seen.preview}
          busy={apply.busy}
          onApply={() => void (changed ? take(seen.file) : apply.run(seen))}
        />
      )}
    </section>
  );
}

function DropField({ small, busy, onFile }: { small: boolean; busy: boolean; onFile(file: File | undefined): void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  }
  const choose = () => input.current?.click();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button, which does the same.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {small ? (
        <Button look="plain" busy={busy} onClick={choose}>
          <FileUp aria-hidden className="size-5" />
          {t('catalog:import.another')}
        </Button>
      ) : (
        <button
          type="button"
          onClick={choose}
          disabled={busy}
          className={classNames(
            'grid min-h-36 w-full place-content-center justify-items-center gap-2 rounded-card border-2 border-dashed p-4 text-center font-semibold text-muted hover:border-accent',
            over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken',
          )}
        >
          <FileUp aria-hidden className="size-7" />
          {t(busy ? 'catalog:import.reading' : 'catalog:import.drop')}
        </button>
      )}
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('catalog:import.drop')}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = '';
        }}
        data-testid="import-file"
      />
    </div>
  );
}
