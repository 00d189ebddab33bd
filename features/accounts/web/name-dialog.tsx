import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { nameCharsMax } from '../protocol.ts';
import { useTakeName } from './use-me.ts';

interface NameDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Called once the name is ours. */
  onNamed(name: string): void;
}

/** Asked the first time that somebody wants to be heard; nothing else is needed. */
export function NameDialog({ open, onOpenChange, onNamed }: NameDialogProps) {
  const { t } = useTranslation();
  const takeName = useTakeName();
  const [name, setName] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wished = name.trim();
    if (wished === '') return;
    const me = await takeName.run(wished);
    if (me?.name) onNamed(me.name);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('accounts:name.title')}
      text={t('accounts:name.text')}
      testId="name-dialog"
    >
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('accounts:name.label')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={nameCharsMax}
          autoComplete="nickname"
          required
          data-testid="name-input"
          problem={takeName.error === null ? null : refusalText(takeName.error)}
        />
        <Button type="submit" wide busy={takeName.busy} data-testid="name-submit">
          {t('accounts:name.submit')}
        </Button>
      </form>
    </Dialog>
  );
}
