import { CreditCard } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentMethod, ProviderName } from '../../payments/protocol.ts';
import { MethodChoice } from './method-choice.tsx';
import { Remembered } from './remembered.tsx';

interface CheckoutMethodProps {
  taken: readonly ProviderName[] | undefined;
  method: PaymentMethod;
  /** There was one the last time: a line to glance at will do. */
  remembered: boolean;
  onChoose(method: PaymentMethod): void;
}

/** How it is paid. */
export function CheckoutMethod({ taken, method, remembered, onChoose }: CheckoutMethodProps) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(!remembered);
  if (taken?.length === 0) return null;
  if (choosing) return <MethodChoice taken={taken ?? ['sandbox']} method={method} onChoose={onChoose} />;
  const text =
    method.provider === 'sandbox' ? t('orders:card.remembered', { card: method.card }) : t('orders:card.stripe');
  return (
    <Remembered
      icon={<CreditCard aria-hidden className="size-5" />}
      title={t('orders:card.title')}
      text={text}
      onChange={() => setChoosing(true)}
    />
  );
}
