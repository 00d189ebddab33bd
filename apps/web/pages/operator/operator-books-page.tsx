import { DoorClosed } from 'lucide-react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { BooksReportView } from '../../../../features/ledger/web/books-report.tsx';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { AskToSignIn, Closed, Opening, staffTextsAdded } from '../staff/staff-gate.tsx';

/** For who runs the installation: whether the books of all shops are sound. */
export function OperatorBooksPage() {
  use(staffTextsAdded);
  const { t } = useTranslation();
  const me = useMe();
  usePageTitle(t('ledger:books.title'));
  if (me.data === undefined) {
    if (!me.isError) return <Opening />;
    return (
      <Closed>
        <ErrorState text={refusalText(me.error)} onRetry={() => void me.refetch()} />
      </Closed>
    );
  }
  if (!me.data.operator) return <Closed>{me.data.email === null ? <AskToSignIn /> : <NotAnOperator />}</Closed>;
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-3xl grid-cols-1 gap-5 px-4 pt-6 pb-16">
        <OfflineNotice />
        <div className="grid gap-1">
          <h1 className="text-display font-black">{t('ledger:books.title')}</h1>
          <p className="max-w-prose text-muted">{t('ledger:books.lead')}</p>
        </div>
        <BooksReportView />
      </main>
    </>
  );
}

function NotAnOperator() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={DoorClosed}
      title={t('accounts:gate.forbiddenTitle')}
      text={t('ledger:books.forbidden')}
      testId="gate-forbidden"
    >
      <LinkButton to="/" look="plain">
        {t('web:notFound.home')}
      </LinkButton>
    </EmptyState>
  );
}
