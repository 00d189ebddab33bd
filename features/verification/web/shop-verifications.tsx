import { BadgeCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import type { Verification } from '../protocol.ts';
import { ApplyForm } from './apply-form.tsx';
import { useVerifications, useWithdraw } from './use-verification.ts';
import { VerificationCard } from './verification-card.tsx';

interface ShopVerificationsProps {
  shopId: string;
  products: readonly { readonly id: string; readonly title: string }[];
  /** Finds among more products than these; absent where these are all. */
  finder?: ReactNode;
}

/** What a merchant applied for, what came of it, and the way to apply. */
export function ShopVerifications({ shopId, products, finder }: ShopVerificationsProps) {
  const { t } = useTranslation();
  const [applying, setApplying] = useState(false);
  const list = useVerifications(shopId);
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="shop-verifications">
      <p className="max-w-prose text-muted">{t('verification:shop.lead')}</p>
      {applying ? (
        <ApplyForm shopId={shopId} products={products} finder={finder} onClose={() => setApplying(false)} />
      ) : (
        <Button className="w-fit" onClick={() => setApplying(true)} data-testid="apply-open">
          <BadgeCheck aria-hidden className="size-5" />
          {t('verification:shop.apply')}
        </Button>
      )}
      {list.data === undefined && !list.isError && <Skeleton className="h-40 rounded-card" />}
      {list.data === undefined && list.isError && (
        <ErrorState text={refusalText(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.data?.length === 0 && !applying && <EmptyState icon={BadgeCheck} title={t('verification:shop.none')} />}
      <ul className="grid gap-3">
        {list.data?.map((one) => (
          <li key={one.id}>
            <VerificationCard one={one}>{one.state === 'waiting' && <Withdraw one={one} />}</VerificationCard>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Withdraw({ one }: { one: Verification }) {
  const { t } = useTranslation();
  const withdraw = useWithdraw(one.shopId, one.id);
  return (
    <div className="grid justify-items-start gap-2">
      {withdraw.error !== null && <Notice tone="bad">{refusalText(withdraw.error)}</Notice>}
      <Button look="plain" size="small" busy={withdraw.busy} onClick={() => void withdraw.run(null)}>
        {t('verification:shop.withdraw')}
      </Button>
    </div>
  );
}
