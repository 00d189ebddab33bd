import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { OpenReturns } from '../../../../features/fulfilment/web/open-returns.tsx';
import { PackingList } from '../../../../features/fulfilment/web/packing-list.tsx';
import { StaffAfter } from '../../../../features/fulfilment/web/staff-after.tsx';
import { StaffOrderList } from '../../../../features/orders/web/staff-order-list.tsx';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

/** The orders, and in their place what is to be packed: a way of looking at the same orders, with an address of its own. */
export function MerchantOrdersPage() {
  const [params] = useSearchParams();
  const packing = params.has('packing');
  return (
    <MerchantFrame>
      {({ shop }) => (packing ? <PackingList shopId={shop.id} /> : <Orders shopId={shop.id} />)}
    </MerchantFrame>
  );
}

function Orders({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-1 gap-5">
      <LinkButton to="/merchant/orders?packing" look="plain" size="small" className="justify-self-end">
        {t('fulfilment:send.link')}
      </LinkButton>
      <OpenReturns shopId={shopId} />
      <StaffOrderList shopId={shopId} after={(order, shown) => <StaffAfter order={order} shown={shown} />} />
    </div>
  );
}
