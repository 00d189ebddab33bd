import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import type { ShopSettings } from '../settings.ts';

export interface PanelProps {
  readonly settings: ShopSettings;
  /** What the button that saves says: on the way through the set-up it also goes on. */
  readonly saveText: string;
  /** What stands beside that button, such as the way past this step. */
  readonly beside?: ReactNode;
  onSaved(): void;
}

interface PanelFormProps extends Pick<PanelProps, 'saveText' | 'beside'> {
  busy: boolean;
  error: unknown;
  children: ReactNode;
  onSave(): void;
}

/** What every panel of a shop's settings has: its fields, what went wrong, and the button. */
export function PanelForm({ saveText, beside, busy, error, children, onSave }: PanelFormProps) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-6">
      {children}
      {error !== null && (
        <Notice tone="bad" testId="panel-problem">
          {refusalText(error)}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-5 max-sm:flex-col-reverse max-sm:items-stretch">
        {beside ?? <span />}
        <Button type="submit" size="large" busy={busy} data-testid="panel-save">
          {busy ? t('shops:panel.saving') : saveText}
        </Button>
      </div>
    </form>
  );
}

/** A part of a panel, under a heading of its own. */
export function PanelPart({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-3">
      <legend className="mb-1 font-bold">{title}</legend>
      {text && <p className="text-small text-muted">{text}</p>}
      {children}
    </fieldset>
  );
}
