import { useTranslation } from 'react-i18next';
import { TextField } from '../../../platform/ui/text-field.tsx';

/** Asked of whoever has no account with one; nobody has to give it. */
export function ReceiptEmail({ email, onChange }: { email: string; onChange(email: string): void }) {
  const { t } = useTranslation();
  return (
    <TextField
      type="email"
      label={t('orders:guest.email')}
      hint={t('orders:guest.emailHint')}
      value={email}
      maxLength={254}
      autoComplete="email"
      data-testid="receipt-email"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
