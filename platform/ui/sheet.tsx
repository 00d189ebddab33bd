import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

interface SheetProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  /** The title is read out but not seen. */
  bareTitle?: boolean;
  children: ReactNode;
  /** Stays in sight below what scrolls. */
  footer?: ReactNode;
  testId?: string;
}

/** Comes up from below on a phone and in from the side on a laptop; what is behind it stays where it was. */
export function Sheet({ open, onOpenChange, title, bareTitle, children, footer, testId }: SheetProps) {
  const { t } = useTranslation();
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-300 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup data-testid={testId} className={popup}>
          <div aria-hidden className="mx-auto mt-2.5 h-1 w-10 shrink-0 rounded-full bg-line md:hidden" />
          <div className={bareTitle ? 'pt-4' : 'flex items-center gap-2 ps-5 pe-2 pt-1 pb-2 md:pt-3'}>
            <Base.Title className={classNames('min-w-0 flex-1 text-title font-extrabold', bareTitle && 'sr-only')}>
              {title}
            </Base.Title>
            <Base.Close
              className={bareTitle ? 'absolute end-2 top-2 z-10 bg-surface' : 'ms-auto'}
              render={
                <IconButton label={t('ui:close')} word={t('ui:close')}>
                  <X aria-hidden className="size-5" />
                </IconButton>
              }
            />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5">{children}</div>
          {footer && (
            <div className="border-t border-line px-5 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))]">{footer}</div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

const popup = classNames(
  'fixed z-50 flex flex-col bg-surface text-ink shadow-high outline-none transition duration-300 ease-settle',
  'inset-x-0 bottom-0 max-h-[86dvh] rounded-t-sheet data-ending-style:translate-y-full data-starting-style:translate-y-full',
  'md:inset-x-auto md:inset-y-4 md:end-4 md:max-h-none md:w-[26rem] md:rounded-sheet',
  'md:data-ending-style:translate-x-[110%] md:data-ending-style:translate-y-0',
  'md:data-starting-style:translate-x-[110%] md:data-starting-style:translate-y-0',
);
