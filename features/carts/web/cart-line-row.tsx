import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { NumberStepper } from '../../../platform/ui/number-stepper.tsx';
import { quantityMax } from '../../orders/protocol.ts';
import type { CartLine } from '../protocol.ts';

interface CartLineRowProps {
  line: CartLine;
  currency: string;
  picture: ReactNode;
  busy: boolean;
  /** None takes the line out. */
  onQuantity(quantity: number): void;
}

/** One line: what, how many, what it costs now, and what has changed since it was put in. */
export function CartLineRow({ line, currency, picture, busy, onQuantity }: CartLineRowProps) {
  const { t } = useTranslation();
  const { skuName, quantity, most, priceMinor, buys } = line;
  const title = line.title === '' ? t('carts:line.gone') : line.title;
  return (
    <li className="flex items-start gap-3" data-testid="cart-line" data-buys={buys}>
      {picture}
      <div className="grid min-w-0 flex-1 gap-2">
        <div className="flex items-start justify-between gap-3">
          <p className="min-w-0">
            <span className="line-clamp-2 font-bold leading-snug">{title}</span>
            {skuName !== '' && <span className="block text-small text-muted">{skuName}</span>}
          </p>
          <MoneyText
            minor={priceMinor * quantity}
            currency={currency}
            className={buys ? 'font-semibold' : 'text-muted line-through'}
          />
        </div>
        <LineSays line={line} currency={currency} busy={busy} onQuantity={onQuantity} />
        <div className="flex items-center gap-2">
          <NumberStepper
            label={t('carts:line.quantity', { title })}
            value={quantity}
            max={Math.min(most, quantityMax)}
            onChange={onQuantity}
          />
          <IconButton
            label={t('carts:line.remove', { title })}
            className="ms-auto"
            disabled={busy}
            data-testid="cart-remove"
            onClick={() => onQuantity(0)}
          >
            <Trash2 aria-hidden className="size-5" />
          </IconButton>
        </div>
      </div>
    </li>
  );
}

function LineSays({ line, currency, busy, onQuantity }: Omit<CartLineRowProps, 'picture'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { says, most, shownMinor, buys } = line;
  if (says.length === 0) return null;
  const details = { count: most, price: formatMoney(shownMinor, currency, locale) };
  return (
    <div className={buys ? 'text-small font-semibold text-warn' : 'text-small font-semibold text-bad'}>
      {says.map((said) => (
        <p key={said} data-testid="cart-says" data-said={said}>
          {t(`carts:says.${said}`, details)}
        </p>
      ))}
      {!buys && most > 0 && (
        <Button look="plain" size="small" className="mt-1" disabled={busy} onClick={() => onQuantity(most)}>
          {t('carts:line.take', { count: most })}
        </Button>
      )}
    </div>
  );
}
