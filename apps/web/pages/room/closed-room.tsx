import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { useDoor } from '../../../../features/rooms/web/use-door.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { FollowThis } from '../follow.tsx';
import { SiteHeader } from '../site-header.tsx';

/** Says why a room does not open, and what to do about it: follow, or sign in, or ask the shop. */
export function ClosedRoom({ roomId }: { roomId: string }) {
  const { t } = useTranslation();
  const door = useDoor(roomId);
  usePageTitle(t('rooms:closed.title'));
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-3xl p-4" data-testid="closed-room">
        {door.data === undefined ? (
          door.isError ? (
            <ErrorState text={t('rooms:closed.failed')} onRetry={() => void door.refetch()} />
          ) : (
            <Skeleton className="h-72 rounded-card" />
          )
        ) : (
          <Closed {...door.data} />
        )}
      </main>
    </>
  );
}

function Closed({ audience, shopId, hostId, hostName }: NonNullable<ReturnType<typeof useDoor>['data']>) {
  const { t } = useTranslation();
  const me = useMe().data;
  const shop = useShops().data?.shops.find((one) => one.id === shopId)?.name ?? '';
  const followers = audience === 'followers';
  const names = { host: hostName, shop };
  const signedIn = me !== undefined && me.email !== null;
  const text = followers
    ? t('rooms:closed.followText', names)
    : t(signedIn ? 'rooms:closed.askText' : 'rooms:closed.signInText', names);
  return (
    <EmptyState icon={Lock} title={t(followers ? 'rooms:closed.followers' : 'rooms:closed.members', names)} text={text}>
      {followers && <FollowThis kind="host" id={hostId} name={hostName} />}
      {!signedIn && (
        <LinkButton
          to={`/sign-in?to=${encodeURIComponent(window.location.pathname)}`}
          look={followers ? 'plain' : 'accent'}
        >
          {t('rooms:closed.signIn')}
        </LinkButton>
      )}
      <LinkButton to={`/hosts/${hostId}`} look="plain">
        {t('rooms:closed.host', names)}
      </LinkButton>
    </EmptyState>
  );
}
