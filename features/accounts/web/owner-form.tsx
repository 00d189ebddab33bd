import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiRefusal, api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { type Done, nameCharsMax, passwordCharsMin, type SetUp } from '../protocol.ts';
import { PasswordField } from './password-field.tsx';

interface OwnerFormProps {
  setupKey: string;
  onMade(account: { email: string; password: string }): void;
  /** The key is no good: another one is wanted. */
  onAgain(): void;
}

/** The account that runs the installation. */
export function OwnerForm({ setupKey, onMade, onAgain }: OwnerFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const make = useAct((id, body: Omit<SetUp, 'id'>) => api.post<Done>('/api/setup', { id, ...body }), {
    onDone: () => onMade({ email: email.trim(), password }),
  });
  const nameMissing = name.trim() === '';
  const emailMissing = !/^\S+@\S+\.\S+$/.test(email.trim());
  const short = password.length < passwordCharsMin;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (nameMissing || emailMissing || short) return;
    void make.run({ key: setupKey, name: name.trim(), email: email.trim(), password });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <TextField
        label={t('accounts:owner.name')}
        hint={t('accounts:owner.nameHint')}
        autoComplete="name"
        maxLength={nameCharsMax}
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={tried && nameMissing ? t('accounts:owner.nameNeeded') : null}
        data-testid="owner-name"
      />
      <TextField
        label={t('accounts:signIn.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        problem={tried && emailMissing ? t('accounts:signIn.emailNeeded') : null}
        data-testid="owner-email"
      />
      <PasswordField
        label={t('accounts:signIn.password')}
        hint={t('accounts:reset.newHint', { count: passwordCharsMin })}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        problem={tried && short ? t('accounts:reset.tooShort', { count: passwordCharsMin }) : null}
        testId="owner-password"
      />
      <Problem error={make.error} onAgain={onAgain} />
      <Button type="submit" size="large" wide busy={make.busy} data-testid="owner-submit">
        {t(make.busy ? 'accounts:owner.making' : 'accounts:owner.make')}
      </Button>
    </form>
  );
}

function Problem({ error, onAgain }: { error: unknown; onAgain(): void }) {
  const { t } = useTranslation();
  if (error === null) return null;
  const key = error instanceof ApiRefusal && error.code.startsWith('setup_');
  return (
    <>
      <Notice tone="bad" testId="owner-problem">
        {refusalText(error)}
      </Notice>
      {key && (
        <Button look="quiet" onClick={onAgain}>
          {t('accounts:setupKey.other')}
        </Button>
      )}
    </>
  );
}
