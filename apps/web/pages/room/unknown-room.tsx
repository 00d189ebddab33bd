import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { SiteHeader } from '../site-header.tsx';

export function UnknownRoom() {
  const { t } = useTranslation();
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-3xl p-4">
        <EmptyState icon={Compass} title={t('rooms:room.unknown')} text={t('rooms:room.unknownText')}>
          <LinkButton to="/">{t('web:notFound.home')}</LinkButton>
        </EmptyState>
      </main>
    </>
  );
}
