import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { ShopDue, ShopPayout } from '../protocol.ts';
import { ReturnPayoutButton } from './return-payout.tsx';

const firstShown = 5;

/** What was paid out to a shop, newest first, and what of it the bank gave back. */
export function PayoutLines({ shop }: { shop: ShopDue }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { payouts } = shop;
  if (payouts.length === 0) return <p className="text-small text-muted">{t('ledger:payouts.none')}</p>;
  const older = payouts.length - firstShown;
  return (
    <>
      <ul
        className="grid divide-y divide-line border-t border-line"
        aria-label={t('ledger:payouts.made', { name: shop.name })}
      >
        {payouts.slice(0, all ? payouts.length : firstShown).map((payout) => (
          <PayoutLine key={payout.id} payout={payout} shop={shop} />
        ))}
      </ul>
      {!all && older > 0 && (
        <Button look="quiet" size="small" className="justify-self-start" onClick={() => setAll(true)}>
          {t('ledger:payouts.older', { count: older })}
        </Button>
      )}
    </>
  );
}

function PayoutLine({ payout, shop }: { payout: ShopPayout; shop: ShopDue }) {
  const { t } = useTranslation();
  const { at, amountMinor, note, returned } = payout;
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-small"
      data-testid="payout"
      data-returned={returned !== null}
    >
      <div className="grid min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2">
          <MoneyText
            minor={amountMinor}
            currency={shop.currency}
            className={classNames('font-bold', returned && 'text-muted line-through')}
          />
          {returned && <Badge tone="warn">{t('ledger:payouts.returned')}</Badge>}
        </span>
        <span className="text-muted [overflow-wrap:anywhere]">
          <TimeText at={at} near />
          {note !== '' && ` · ${note}`}
        </span>
        {returned && (
          <span className="text-warn [overflow-wrap:anywhere]" data-testid="payout-returned">
            <Trans
              i18nKey="ledger:payouts.returnedWhy"
              values={{ reason: returned.reason }}
              components={{ time: <TimeText at={returned.at} near /> }}
            />
          </span>
        )}
      </div>
      {!returned && <ReturnPayoutButton payout={payout} shop={shop} />}
    </li>
  );
}
