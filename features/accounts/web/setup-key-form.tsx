import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';

/** For who came without the printed address: the whole of it may be pasted, or the key alone. */
export function SetupKeyForm({ onKey }: { onKey(key: string): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const key = keyIn(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (key !== '') onKey(key);
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <TextField
        label={t('accounts:setupKey.label')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        problem={tried && key === '' ? t('accounts:setupKey.needed') : null}
        data-testid="setup-key"
      />
      <Button type="submit" size="large" wide data-testid="setup-key-submit">
        {t('accounts:setupKey.submit')}
      </Button>
    </form>
  );
}

function keyIn(text: string): string {
  return (text.split('#key=').at(-1) ?? '').trim();
}
