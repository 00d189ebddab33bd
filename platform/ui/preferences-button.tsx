import { Languages } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { useLater } from './use-later.ts';

const loadDialog = async () => (await import('./preferences-dialog.tsx')).PreferencesDialog;

/** Language, appearance and simple mode, behind one button; what it opens is loaded when it is wanted. */
export function PreferencesButton({ look }: Pick<ComponentProps<typeof IconButton>, 'look'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const PreferencesDialog = useLater(open, loadDialog).part;
  return (
    <>
      <IconButton
        look={look}
        label={t('ui:preferences.open')}
        word={t('ui:preferences.word')}
        aria-haspopup="dialog"
        data-testid="preferences-button"
        onClick={() => setOpen(true)}
      >
        <Languages aria-hidden className="size-5" />
      </IconButton>
      {PreferencesDialog && <PreferencesDialog open={open} onOpenChange={setOpen} />}
    </>
  );
}
