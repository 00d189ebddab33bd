import { Check, PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';

interface EditSaveBarProps {
  /** How many entries are wrong, once one has tried to save. */
  wrong: number;
  error: unknown;
  busy: boolean;
  uploading: boolean;
  unsaved: boolean;
  onDiscard(): void;
}

/** Stays at the foot of the page: what is the matter, whether all is saved, and the two ways on. */
export function EditSaveBar({ wrong, error, busy, uploading, unsaved, onDiscard }: EditSaveBarProps) {
  const { t } = useTranslation();
  const Icon = unsaved ? PencilLine : Check;
  return (
    <div className="sticky bottom-0 z-10 -mx-4 grid gap-3 border-t border-line bg-paper/95 px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] backdrop-blur">
      {wrong > 0 && <Notice tone="bad">{t('catalog:edit.fix', { count: wrong })}</Notice>}
      {error !== null && <Notice tone="bad">{refusalText(error)}</Notice>}
      <div className="flex items-center gap-3">
        <p role="status" className="flex min-w-0 flex-1 items-center gap-2 text-small font-semibold text-muted">
          <Icon aria-hidden className="size-4 shrink-0" />
          {t(uploading ? 'catalog:edit.uploadsRunning' : unsaved ? 'catalog:edit.unsaved' : 'catalog:edit.allSaved')}
        </p>
        {unsaved && !busy && !uploading && (
          <Button look="plain" size="large" onClick={onDiscard} data-testid="edit-discard">
            {t('catalog:edit.undo')}
          </Button>
        )}
        <Button type="submit" size="large" busy={busy} disabled={uploading} data-testid="edit-save">
          {t(busy ? 'catalog:edit.saving' : 'catalog:edit.save')}
        </Button>
      </div>
    </div>
  );
}
