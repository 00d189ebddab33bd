import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { BooksReportView } from '../../../../features/ledger/web/books-report.tsx';
import { ShopPayouts } from '../../../../features/ledger/web/shop-payouts.tsx';
import { staffTextsAdded } from '../staff/staff-gate.tsx';
import { OperatorFrame } from './operator-frame.tsx';

/** For who runs the installation: whether the books of all shops are sound. */
export function OperatorBooksPage() {
  use(staffTextsAdded);
  const { t } = useTranslation();
  return (
    <OperatorFrame
      title={t('ledger:books.title')}
      lead={t('ledger:books.lead')}
      forbidden={t('ledger:books.forbidden')}
    >
      <BooksReportView />
      <ShopPayouts />
    </OperatorFrame>
  );
}
