import { Keyboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ariaKeys, type StudioAct, shortcuts } from '../../../../features/rooms/studio-keys.ts';
import { Dialog } from '../../../../platform/ui/dialog.tsx';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { Kbd } from './kbd.tsx';

interface ShortcutsProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Those that there are on this page. */
  acts: readonly StudioAct[];
  on: boolean;
  onTurn(on: boolean): void;
}

/** The button that shows the keys, and their list, in which they can be turned off. */
export function ShortcutsDialog({ open, onOpenChange, acts, on, onTurn }: ShortcutsProps) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton
        label={t('rooms:studio.keys.title')}
        aria-keyshortcuts={ariaKeys('help')}
        data-testid="studio-keys"
        onClick={() => onOpenChange(true)}
      >
        <Keyboard aria-hidden className="size-5" />
      </IconButton>
      <Dialog open={open} onOpenChange={onOpenChange} title={t('rooms:studio.keys.title')} testId="studio-keys-list">
        <dl className="grid gap-2.5">
          {shortcuts
            .filter((shortcut) => acts.includes(shortcut.act))
            .map(({ act, keys }) => (
              <div key={act} className="flex items-center justify-between gap-4">
                <dt className={on ? '' : 'text-muted'}>{t(`rooms:studio.keys.${act}`)}</dt>
                <dd className="flex shrink-0 gap-1.5">
                  {act === 'explain' ? (
                    <>
                      <Kbd>1</Kbd> – <Kbd>9</Kbd>
                    </>
                  ) : (
                    keys.map((key) => <Kbd key={key}>{faceOf(key, t('rooms:studio.keys.space'))}</Kbd>)
                  )}
                </dd>
              </div>
            ))}
        </dl>
        <p className="text-small text-muted">{t('rooms:studio.keys.remote')}</p>
        <label className="flex min-h-11 cursor-pointer items-center gap-3 font-semibold">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={on}
            onChange={(event) => onTurn(event.target.checked)}
            data-testid="studio-keys-on"
          />
          {t('rooms:studio.keys.on')}
        </label>
      </Dialog>
    </>
  );
}

function faceOf(key: string, space: string): string {
  const faces: Record<string, string> = {
    ' ': space,
    ArrowRight: '→',
    ArrowLeft: '←',
    PageDown: 'PgDn',
    PageUp: 'PgUp',
  };
  return faces[key] ?? key.toUpperCase();
}
