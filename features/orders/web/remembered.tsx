import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';

/** One line to glance at, and the way to another choice. */
export function Remembered({
  icon,
  title,
  text,
  onChange,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  onChange(): void;
}) {
  const { t } = useTranslation();
  return (
    <div
      data-testid="remembered"
      className="flex items-center gap-3 rounded-card border border-line bg-paper px-3 py-2"
    >
      <span className="text-accent-text">{icon}</span>
      <p className="min-w-0 flex-1">
        <span className="block text-tiny text-muted">{title}</span>
        <span className="block truncate text-small font-semibold">{text}</span>
      </p>
      <Button look="quiet" size="small" onClick={onChange}>
        {t('orders:buy.change')}
      </Button>
    </div>
  );
}
