import { Captions, CaptionsOff, ShoppingBag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTalkShown } from '../../../../features/barrage/web/use-barrage-choice.ts';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { Tick } from '../../../../platform/ui/tick.tsx';
import { useLater } from '../../../../platform/ui/use-later.ts';

const loadSheet = async () => (await import('../../../../features/barrage/web/barrage-sheet.tsx')).BarrageSheet;

/** How talk is read, behind one button; what it opens is loaded when it is wanted. */
export function BarrageButton({ wide }: { wide: boolean }) {
  const { t } = useTranslation();
  const { flies } = useTalkShown();
  const [open, setOpen] = useState(false);
  const BarrageSheet = useLater(open, loadSheet).part;
  return (
    <>
      <IconButton
        look="glass"
        className="border-transparent simple:hidden"
        label={t('barrage:choice.open')}
        aria-haspopup="dialog"
        data-testid="barrage-button"
        onClick={() => setOpen(true)}
      >
        {flies ? <Captions aria-hidden className="size-5" /> : <CaptionsOff aria-hidden className="size-5" />}
      </IconButton>
      {BarrageSheet && <BarrageSheet open={open} onOpenChange={setOpen} wide={wide} />}
    </>
  );
}

export function BagButton({ count, onOpen }: { count: number; onOpen(): void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      title={t('rooms:room.bag')}
      data-testid="bag-button"
      onClick={onOpen}
      className="on-picture relative grid size-12 shrink-0 place-items-center rounded-card bg-accent font-bold text-on-accent transition active:scale-95 simple:flex simple:w-auto simple:gap-2 simple:px-4"
    >
      <ShoppingBag aria-hidden className="size-6" />
      <span className="sr-only">{t('rooms:room.bagCount', { count })}</span>
      <span aria-hidden className="hidden simple:inline">
        {t('rooms:room.bag')}
      </span>
      {count > 0 && (
        <span
          aria-hidden
          className="tabular absolute -end-1.5 -top-1.5 min-w-5.5 rounded-full border-2 border-stage bg-honey px-1 text-tiny font-extrabold leading-4.5 text-on-honey"
        >
          <Tick value={count}>{count}</Tick>
        </span>
      )}
    </button>
  );
}
