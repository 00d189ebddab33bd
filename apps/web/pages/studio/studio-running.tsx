import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { StaffShowCounts, StaffShowOrders } from '../../../../features/orders/web/staff-show-orders.tsx';
import type { RoomSales } from '../../../../features/orders/web/use-staff-orders.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { classNames } from '../../../../platform/ui/class-names.ts';
import { Segmented } from '../../../../platform/ui/segmented.tsx';
import { Sheet } from '../../../../platform/ui/sheet.tsx';
import type { StaffView } from '../staff/staff-gate.tsx';
import { BagOrder, BagPicker } from './bag-panel.tsx';
import { RunSheet } from './run-sheet.tsx';
import type { BagDraft } from './use-bag-draft.ts';
import type { Pins } from './use-pins.ts';

interface RunningProps {
  view: StaffView;
  bag: BagDraft;
  products: readonly Product[];
  pins: Pins;
  sales: RoomSales;
  titleOf(productId: string): string;
  camera: ReactNode;
  talk: ReactNode;
}

type Panel = 'run' | 'talk' | 'orders';

/** On the air. A laptop shows everything at once; a phone keeps the picture and one panel at a time. */
export function StudioRunning(props: RunningProps) {
  const { view, sales, titleOf, camera, talk } = props;
  const { t } = useTranslation();
  const [panel, setPanel] = useState<Panel>('run');
  const shownOnPhone = (name: Panel) => (panel === name ? 'flex' : 'max-lg:hidden lg:flex');
  return (
    <main
      className={classNames(
        'flex flex-col gap-3 p-3 max-lg:h-[calc(100dvh-3.9rem)]',
        'lg:grid lg:min-h-0 lg:flex-1 lg:grid-cols-[minmax(15rem,19rem)_minmax(0,1fr)_minmax(17rem,22rem)] lg:gap-4 lg:overflow-hidden lg:p-4',
      )}
    >
      <div className="shrink-0 lg:overflow-y-auto">{camera}</div>
      <Segmented<Panel>
        className="shrink-0 lg:hidden"
        label={t('rooms:studio.panel.label')}
        value={panel}
        onChange={setPanel}
        options={[
          { value: 'run', label: t('rooms:studio.panel.run'), testId: 'panel-run' },
          { value: 'talk', label: t('rooms:studio.panel.talk'), testId: 'panel-talk' },
          { value: 'orders', label: t('rooms:studio.panel.orders'), count: sales.sums.paid, testId: 'panel-orders' },
        ]}
      />
      <section className={classNames('min-h-0 flex-1 flex-col gap-3', shownOnPhone('run'))}>
        <RunPanel {...props} />
      </section>
      <div
        className={classNames(
          'min-h-0 flex-col gap-4 lg:flex',
          panel === 'run' ? 'max-lg:hidden' : 'flex max-lg:flex-1',
        )}
      >
        <section
          className={classNames(
            'min-h-0 flex-col gap-2 lg:max-h-[45%] lg:shrink-0',
            shownOnPhone('orders'),
            panel === 'orders' && 'max-lg:flex-1',
          )}
        >
          <h2 className="sr-only">{t('orders:staff.title')}</h2>
          <StaffShowCounts sales={sales} currency={view.shop.currency} />
          <div className="min-h-0 flex-1 overflow-y-auto">
            <StaffShowOrders sales={sales} titleOf={titleOf} />
          </div>
        </section>
        <section
          className={classNames(
            'min-h-0 flex-1 flex-col rounded-card border border-line bg-surface p-3',
            shownOnPhone('talk'),
          )}
        >
          <h2 className="text-small font-bold text-muted">{t('rooms:studio.talk.heading')}</h2>
          {talk}
        </section>
      </div>
    </main>
  );
}

function RunPanel({ view, bag, products, pins, sales }: RunningProps) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <div className="flex shrink-0 items-center justify-between gap-3 max-lg:-mb-1">
        <h2 className="font-extrabold lg:text-title">{t('rooms:studio.run.heading')}</h2>
        {view.may('host') && (
          <Button look="quiet" size="small" onClick={() => setChoosing(true)} data-testid="studio-add-products">
            <Plus aria-hidden className="size-4" />
            {t('rooms:studio.run.addMore')}
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto pb-2">
        {products.length === 0 ? (
          <p className="py-8 text-center text-muted">{t('rooms:studio.bag.empty')}</p>
        ) : (
          <RunSheet products={products} pins={pins} units={sales.units} />
        )}
      </div>
      <Sheet open={choosing} onOpenChange={setChoosing} title={t('rooms:studio.bag.heading')}>
        <div className="grid gap-6">
          <BagOrder bag={bag} products={new Map(products.map((product) => [product.id, product]))} />
          <BagPicker shopId={view.shop.id} bag={bag} mayEdit={false} />
        </div>
      </Sheet>
    </>
  );
}
