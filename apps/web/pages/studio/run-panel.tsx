import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StudioCoupons } from '../../../../features/coupons/web/studio-coupons.tsx';
import { Button } from '../../../../platform/ui/button.tsx';
import { Sheet } from '../../../../platform/ui/sheet.tsx';
import { BagOrder, BagPicker } from './bag-panel.tsx';
import { RunSheet } from './run-sheet.tsx';
import type { RunningProps } from './running-props.ts';

type RunPanelProps = Pick<RunningProps, 'roomId' | 'view' | 'bag' | 'show' | 'pins' | 'sales' | 'keys'> & {
  onExplain?(): void;
};

/** The run sheet, and the way to put more into it. Its order is the host's; a helper reads and explains. */
export function RunPanel({ roomId, view, bag, show, pins, sales, keys, onExplain }: RunPanelProps) {
  const { t } = useTranslation();
  const host = view.may('host');
  return (
    <section className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex shrink-0 items-center justify-between gap-3">
        <h2 className="me-auto font-extrabold lg:text-title">{t('rooms:studio.run.heading')}</h2>
        {(host || view.may('merchant')) && (
          <StudioCoupons
            roomId={roomId}
            shopId={view.shop.id}
            currency={view.shop.currency}
            products={show.products}
            mayOffer={host}
          />
        )}
        {host && <AddMore view={view} bag={bag} products={show.products} />}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto pb-2">
        {show.products.length === 0 ? (
          <p className="py-8 text-center text-muted">{t('rooms:studio.bag.empty')}</p>
        ) : (
          <RunSheet
            products={show.products}
            pins={pins}
            units={sales.units}
            bag={host ? bag : null}
            keys={keys}
            onExplain={onExplain}
            dealsOf={host || view.may('merchant') ? roomId : null}
          />
        )}
      </div>
    </section>
  );
}

function AddMore({ view, bag, products }: Pick<RunningProps, 'view' | 'bag'> & Pick<RunningProps['show'], 'products'>) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <Button look="quiet" size="small" onClick={() => setChoosing(true)} data-testid="studio-add-products">
        <Plus aria-hidden className="size-4" />
        {t('rooms:studio.run.addMore')}
      </Button>
      <Sheet open={choosing} onOpenChange={setChoosing} title={t('rooms:studio.bag.heading')}>
        <div className="grid gap-6">
          <BagOrder mayChange bag={bag} products={new Map(products.map((product) => [product.id, product]))} />
          <BagPicker shopId={view.shop.id} bag={bag} mayEdit={false} />
        </div>
      </Sheet>
    </>
  );
}
