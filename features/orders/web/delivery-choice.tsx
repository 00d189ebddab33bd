import { Store, Truck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import type { DeliveryTerms, ShopTerms } from '../../shops/terms.ts';
import { countriesServed, daysText, deliveryCost, methodsTo, proposedMethod } from '../delivery.ts';

/** The way of whoever fetches it. */
export const fetched = 'pickup';

/**
 * The way that a checkout is at: a method's id or `fetched`; null where nothing goes there. Where a shop delivers nowhere,
 * fetching is the only way.
 */
export function wayOf(
  delivery: DeliveryTerms | undefined,
  wished: { readonly country: string; readonly wishedId: string | null },
  goodsMinor: number,
): string | null {
  if (!delivery) return null;
  if (delivery.pickup && (wished.wishedId === fetched || countriesServed(delivery)?.length === 0)) return fetched;
  return proposedMethod(delivery, wished, goodsMinor)?.id ?? null;
}

interface DeliveryChoiceProps {
  terms: ShopTerms;
  country: string;
  way: string | null;
  goodsMinor: number;
  onChoose(way: string): void;
}

/** How it gets there, with what each way costs and takes; nothing where there is nothing to choose. */
export function DeliveryChoice({
  terms: { delivery, currency },
  country,
  way,
  goodsMinor,
  onChoose,
}: DeliveryChoiceProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const ways = methodsTo(delivery, country);
  if (ways.length < 2 && !delivery.pickup) return null;
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-2 font-bold">{t('orders:charges.how')}</legend>
      {ways.map((method) => (
        <Way
          key={method.id}
          icon={<Truck aria-hidden className="size-5" />}
          name={method.name || t('orders:charges.deliver')}
          note={method.days && daysText(method.days, t, locale)}
          cost={<Cost minor={deliveryCost(method, goodsMinor)} currency={currency} />}
          checked={way === method.id}
          onChoose={() => onChoose(method.id)}
          testId="delivery-way"
        />
      ))}
      {delivery.pickup && (
        <Way
          icon={<Store aria-hidden className="size-5" />}
          name={t('orders:charges.fetch')}
          note={delivery.pickupNote}
          cost={<Cost minor={0} currency={currency} />}
          checked={way === fetched}
          onChoose={() => onChoose(fetched)}
          testId="pickup"
        />
      )}
    </fieldset>
  );
}

function Cost({ minor, currency }: { minor: number; currency: string }) {
  const { t } = useTranslation();
  return minor === 0 ? t('orders:charges.free') : <MoneyText minor={minor} currency={currency} />;
}

interface WayProps {
  icon: ReactNode;
  name: string;
  /** How long it takes, or where and when to fetch. */
  note: string | null;
  cost: ReactNode;
  checked: boolean;
  testId: string;
  onChoose(): void;
}

function Way({ icon, name, note, cost, checked, testId, onChoose }: WayProps) {
  return (
    <label
      className={classNames(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-2 text-small font-semibold has-focus-visible:outline-3 has-focus-visible:outline-accent-text',
        checked ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      <input
        type="radio"
        name="delivery"
        checked={checked}
        onChange={onChoose}
        data-testid={testId}
        className="size-5 shrink-0 accent-(--accent)"
      />
      <span className="text-accent-text">{icon}</span>
      <span className="min-w-0 flex-1 wrap-anywhere">
        {name}
        {note && <span className="block whitespace-pre-line text-tiny font-normal text-muted">{note}</span>}
      </span>
      <span className="shrink-0">{cost}</span>
    </label>
  );
}
