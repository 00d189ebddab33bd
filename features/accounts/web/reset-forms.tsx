import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { passwordCharsMax, passwordCharsMin } from '../protocol.ts';
import { auth } from './auth.ts';
import { PasswordField } from './password-field.tsx';

/** Asks for a link by mail. The answer is the same whether or not the address has an account. */
export function AskForResetForm({ onSent }: { onSent(email: string): void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const ask = useAct((_id, address: string) => auth.askForReset(address), { onDone: () => onSent(email.trim()) });
  const missing = !/^\S+@\S+$/.test(email.trim());

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!missing) void ask.run(email.trim());
  }

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <TextField
        label={t('accounts:signIn.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        problem={tried && missing ? t('accounts:signIn.emailNeeded') : null}
        data-testid="reset-email"
      />
      {ask.error !== null && <Notice tone="bad">{refusalText(ask.error)}</Notice>}
      <Button type="submit" size="large" wide busy={ask.busy} data-testid="reset-send">
        {ask.busy ? t('accounts:reset.sending') : t('accounts:reset.send')}
      </Button>
    </form>
  );
}

/** The page behind the link in the mail. */
export function NewPasswordForm({ token, onDone }: { token: string; onDone(): void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const save = useAct((_id, newPassword: string) => auth.reset(token, newPassword), { onDone });
  const short = password.length < passwordCharsMin;
  const problem = short
    ? t('accounts:reset.tooShort', { count: passwordCharsMin })
    : password.length > passwordCharsMax
      ? t('accounts:reset.tooLong')
      : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (problem === null) void save.run(password);
  }

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <PasswordField
        label={t('accounts:reset.newPassword')}
        autoComplete="new-password"
        hint={t('accounts:reset.newHint', { count: passwordCharsMin })}
        value={password}
        onChange={setPassword}
        problem={tried ? problem : null}
        testId="reset-password"
      />
      {save.error !== null && <Notice tone="bad">{refusalText(save.error)}</Notice>}
      <Button type="submit" size="large" wide busy={save.busy} data-testid="reset-save">
        {save.busy ? t('accounts:reset.saving') : t('accounts:reset.save')}
      </Button>
    </form>
  );
}
