import { DoorClosed } from 'lucide-react';
import { type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { AskToSignIn, Closed, Opening, staffTextsAdded } from '../staff/staff-gate.tsx';

interface OperatorFrameProps {
  title: string;
  lead: string;
  /** Said to whoever is signed in and runs nothing. */
  forbidden: string;
  children: ReactNode;
}

/** Every page of who runs the installation: the ways between them, and the page itself. */
export function OperatorFrame({ title, lead, forbidden, children }: OperatorFrameProps) {
  use(staffTextsAdded);
  const me = useMe();
  usePageTitle(title);
  if (me.data === undefined) {
    if (!me.isError) return <Opening />;
    return (
      <Closed>
        <ErrorState text={refusalText(me.error)} onRetry={() => void me.refetch()} />
      </Closed>
    );
  }
  if (!me.data.operator) {
    return <Closed>{me.data.email === null ? <AskToSignIn /> : <NotAnOperator text={forbidden} />}</Closed>;
  }
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-3xl grid-cols-1 gap-5 px-4 pt-6 pb-16">
        <OfflineNotice />
        <Tabs />
        <div className="grid gap-1">
          <h1 className="text-display font-black">{title}</h1>
          <p className="max-w-prose text-muted">{lead}</p>
        </div>
        {children}
      </main>
    </>
  );
}

function Tabs() {
  const { t } = useTranslation();
  const tabs = [
    { to: '/operator/books', text: t('verification:operator.books') },
    { to: '/operator/verification', text: t('verification:operator.title') },
  ];
  return (
    <nav aria-label={t('verification:operator.tabs')} className="flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          className={({ isActive }) =>
            `-mb-px flex min-h-11 items-center whitespace-nowrap border-b-3 px-3.5 font-bold ${isActive ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink'}`
          }
        >
          {tab.text}
        </NavLink>
      ))}
    </nav>
  );
}

function NotAnOperator({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState icon={DoorClosed} title={t('accounts:gate.forbiddenTitle')} text={text} testId="gate-forbidden">
      <LinkButton to="/" look="plain">
        {t('web:notFound.home')}
      </LinkButton>
    </EmptyState>
  );
}
