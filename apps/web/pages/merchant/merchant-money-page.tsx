import { LedgerBook } from '../../../../features/ledger/web/ledger-book.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantMoneyPage() {
  return <MerchantFrame>{({ shop }) => <LedgerBook shopId={shop.id} currency={shop.currency} />}</MerchantFrame>;
}
