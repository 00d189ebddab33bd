import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Badge } from '../../../platform/ui/badge.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import type { Sku } from '../protocol.ts';
import { LeftText } from './product-numbers.tsx';

/** A variant as a place shows it: a live room has its own price, and says what it costs otherwise. */
export interface ShownSku extends Sku {
  readonly regularMinor?: number;
}

/** The price of one variant with what may truly be said of it, and how many there are. */
export function SkuPrice({ sku, currency }: { sku: ShownSku; currency: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { priceMinor, regularMinor = priceMinor, livePriceMinor, lowestBeforeMinor } = sku;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const live = priceMinor < regularMinor;
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <MoneyText
          minor={priceMinor}
          currency={currency}
          className="text-price font-extrabold text-accent-text"
          testId="product-price"
        />
        {live && <Badge tone="live">{t('catalog:product.livePrice')}</Badge>}
        <LeftText left={sku.left} testId="product-left" />
      </p>
      {live && (
        <p className="text-small text-muted" data-testid="price-outside">
          {t('catalog:product.outside', { price: money(regularMinor) })}
        </p>
      )}
      {!live && lowestBeforeMinor !== null && (
        <p className="text-small text-muted" data-testid="price-before">
          {t('catalog:product.before', { price: money(lowestBeforeMinor) })}
        </p>
      )}
      {!live && livePriceMinor !== null && (
        <p className="flex items-center gap-1.5 text-small font-semibold text-muted" data-testid="price-in-shows">
          <Radio aria-hidden className="size-4 shrink-0" />
          {t('catalog:product.inShows', { price: money(livePriceMinor) })}
        </p>
      )}
    </div>
  );
}
