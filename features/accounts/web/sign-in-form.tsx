import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { auth } from './auth.ts';
import { PasswordField } from './password-field.tsx';

/** E-mail and password. What was typed stays when something goes wrong. */
export function SignInForm({ onSignedIn }: { onSignedIn(): void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const signIn = useAct((_id, body: { email: string; password: string }) => auth.signIn(body.email, body.password), {
    onDone: onSignedIn,
  });
  const emailMissing = !/^\S+@\S+$/.test(email.trim());

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!emailMissing && password !== '') void signIn.run({ email: email.trim(), password });
  }

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <TextField
        label={t('accounts:signIn.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        problem={tried && emailMissing ? t('accounts:signIn.emailNeeded') : null}
        data-testid="sign-in-email"
      />
      <PasswordField
        label={t('accounts:signIn.password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        problem={tried && password === '' ? t('accounts:signIn.passwordNeeded') : null}
        testId="sign-in-password"
      />
      {signIn.error !== null && (
        <Notice tone="bad" testId="sign-in-problem">
          {refusalText(signIn.error)}
        </Notice>
      )}
      <Button type="submit" size="large" wide busy={signIn.busy} data-testid="sign-in-submit">
        {signIn.busy ? t('accounts:signIn.submitting') : t('accounts:signIn.submit')}
      </Button>
      <Link
        to="/reset"
        className="grid min-h-11 place-items-center text-small font-semibold text-accent-text underline underline-offset-4"
      >
        {t('accounts:signIn.forgot')}
      </Link>
    </form>
  );
}
