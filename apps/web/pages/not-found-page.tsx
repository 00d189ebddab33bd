import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { usePageTitle } from '../../../platform/ui/use-page-title.ts';
import { SiteHeader } from './site-header.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t('web:notFound.title'));
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-3xl p-4">
        <EmptyState icon={Compass} title={t('web:notFound.title')} text={t('web:notFound.text')}>
          <LinkButton to="/">{t('web:notFound.home')}</LinkButton>
        </EmptyState>
      </main>
    </>
  );
}
