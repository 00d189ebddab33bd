import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { type Audience, type Room, titleCharsMax } from '../protocol.ts';
import { AudienceField } from './audience-field.tsx';
import { studioApi } from './studio-api.ts';

/** A title makes a show; everything else is chosen in its own page. */
export function StudioCreateRoom({ shopId, onCreated }: { shopId: string; onCreated(room: Room): void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const [audience, setAudience] = useState<Audience>('everyone');
  const [tried, setTried] = useState(false);
  const create = useAct((id, wanted: { title: string; audience: Audience }) => studioApi.create(id, shopId, wanted), {
    onDone: onCreated,
  });
  const missing = title.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!missing) void create.run({ title: title.trim(), audience });
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      className="grid gap-3 rounded-card border border-line bg-surface p-4 shadow-low sm:p-5"
    >
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto_auto]">
        <TextField
          label={t('rooms:studio.newTitle')}
          placeholder={t('rooms:studio.newPlaceholder')}
          maxLength={titleCharsMax}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          data-testid="studio-new-title"
        />
        <AudienceField value={audience} onChange={setAudience} />
        <Button type="submit" busy={create.busy} data-testid="studio-create">
          {!create.busy && <Plus aria-hidden className="size-5" />}
          {create.busy ? t('rooms:studio.creating') : t('rooms:studio.create')}
        </Button>
      </div>
      {tried && missing && <Notice tone="bad">{t('rooms:studio.titleNeeded')}</Notice>}
      {create.error !== null && <Notice tone="bad">{refusalText(create.error)}</Notice>}
    </form>
  );
}
