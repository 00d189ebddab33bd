import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { AskForResetForm, NewPasswordForm } from '../../../../features/accounts/web/reset-forms.tsx';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EntryCard } from '../staff/entry-card.tsx';

/** Without a token it asks for the mail; the link in the mail comes back with one. */
export function ResetPage() {
  const [search, setSearch] = useSearchParams();
  const token = search.get('token');
  if (token !== null) return <ChoosePassword key={token} token={token} onAgain={() => setSearch({})} />;
  return <AskForLink />;
}

function AskForLink() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null) {
    return (
      <EntryCard title={t('accounts:reset.sentTitle')} lead={t('accounts:reset.sent', { email: sentTo })}>
        <LinkButton to="/sign-in" look="plain">
          {t('accounts:reset.back')}
        </LinkButton>
      </EntryCard>
    );
  }
  return (
    <EntryCard title={t('accounts:reset.title')} lead={t('accounts:reset.lead')}>
      <AskForResetForm onSent={setSentTo} />
      <LinkButton to="/sign-in" look="quiet">
        {t('accounts:reset.back')}
      </LinkButton>
    </EntryCard>
  );
}

function ChoosePassword({ token, onAgain }: { token: string; onAgain(): void }) {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <EntryCard title={t('accounts:reset.doneTitle')} lead={t('accounts:reset.done')}>
        <LinkButton to="/sign-in">{t('accounts:signIn.submit')}</LinkButton>
      </EntryCard>
    );
  }
  return (
    <EntryCard title={t('accounts:reset.newTitle')}>
      <NewPasswordForm token={token} onDone={() => setDone(true)} />
      <button
        type="button"
        onClick={onAgain}
        className="min-h-11 text-small font-semibold text-accent-text underline underline-offset-4"
      >
        {t('accounts:reset.again')}
      </button>
    </EntryCard>
  );
}
