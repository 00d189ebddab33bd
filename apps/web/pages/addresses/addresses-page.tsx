import { MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { AddressBookList } from '../../../../features/addresses/web/address-book-list.tsx';
import { useAddresses } from '../../../../features/addresses/web/use-addresses.ts';
import { AddressFields, emptyAddress } from '../../../../features/orders/web/address-fields.tsx';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import '../../later-texts.ts';
import { SiteHeader } from '../site-header.tsx';

export function AddressesPage() {
  const { t } = useTranslation();
  usePageTitle(t('addresses:title'));
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-2xl gap-4 px-4 pt-6 pb-16">
        <h1 className="text-display font-black">{t('addresses:title')}</h1>
        <p className="text-muted">{t('addresses:text')}</p>
        <OfflineNotice />
        <Book />
      </main>
    </>
  );
}

function Book() {
  const { t } = useTranslation();
  const me = useMe();
  const hasAccount = Boolean(me.data?.accountId);
  const addresses = useAddresses(hasAccount);
  const country = useShops().data?.shops[0]?.country ?? emptyAddress.country;
  if (me.isPending || addresses.isLoading) return <Skeleton className="h-32" />;
  if (me.isError || (addresses.isError && !addresses.data)) {
    return (
      <ErrorState text={t('addresses:failed')} onRetry={() => void Promise.all([me.refetch(), addresses.refetch()])} />
    );
  }
  if (!hasAccount) {
    return (
      <EmptyState icon={MapPin} title={t('addresses:empty')} text={t('addresses:signIn')}>
        <LinkButton to="/sign-in?to=/addresses">{t('web:nav.signIn')}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <AddressBookList
      addresses={addresses.data ?? []}
      empty={{ ...emptyAddress, country }}
      fieldsOf={(address, onChange) => <AddressFields address={address} served={null} onChange={onChange} />}
    />
  );
}
