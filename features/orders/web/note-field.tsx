import { MessageSquarePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { TextArea } from '../../../platform/ui/text-field.tsx';
import { noteCharsMax } from '../protocol.ts';

/** A word for the shop; a field only for whoever has one to say. */
export function NoteField({ note, onChange }: { note: string; onChange(note: string): void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button
        look="quiet"
        size="small"
        className="justify-self-start"
        onClick={() => setOpen(true)}
        data-testid="note-add"
      >
        <MessageSquarePlus aria-hidden className="size-4" />
        {t('orders:note.add')}
      </Button>
    );
  }
  return (
    <TextArea
      label={t('orders:note.label')}
      value={note}
      maxLength={noteCharsMax}
      autoFocus
      data-testid="note-field"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
