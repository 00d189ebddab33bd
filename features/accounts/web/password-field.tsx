import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';

interface PasswordFieldProps {
  label: string;
  value: string;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  problem?: string | null;
  testId?: string;
  onChange(value: string): void;
}

/** A password that can be looked at: most wrong passwords are typing mistakes. */
export function PasswordField({ label, value, autoComplete, hint, problem, testId, onChange }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(false);
  return (
    <div className="relative [&_input]:pe-12">
      <TextField
        label={label}
        type={seen ? 'text' : 'password'}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        hint={hint}
        problem={problem}
        onChange={(event) => onChange(event.target.value)}
        data-testid={testId}
      />
      <IconButton
        label={seen ? t('accounts:signIn.hidePassword') : t('accounts:signIn.showPassword')}
        aria-pressed={seen}
        className="absolute end-0 top-6.5"
        onClick={() => setSeen(!seen)}
      >
        {seen ? <EyeOff aria-hidden className="size-5" /> : <Eye aria-hidden className="size-5" />}
      </IconButton>
    </div>
  );
}
