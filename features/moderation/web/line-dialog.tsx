import { Trash2, VolumeX } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import type { Mute, MutePerson, Reason } from '../protocol.ts';
import { useMute, useRemove } from './use-talk-acts.ts';

export interface ChosenLine {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

interface LineDialogProps {
  line: ChosenLine | null;
  onClose(): void;
  onMuted(mute: Mute): void;
  /** What else can be done with a line. */
  children?: ReactNode;
}

const mutes: readonly (Pick<MutePerson, 'scope' | 'minutes'> & { readonly key: string })[] = [
  { key: 'tenMinutes', scope: 'room', minutes: 10 },
  { key: 'hour', scope: 'room', minutes: 60 },
  { key: 'show', scope: 'room', minutes: null },
  { key: 'shopDay', scope: 'shop', minutes: 24 * 60 },
];
const reasons: readonly Reason[] = ['spam', 'insult', 'private', 'fraud', 'other'];

/** What can be done about one line: delete it, or let who said it say nothing for a while. */
export function LineDialog({ line, onClose, onMuted, children }: LineDialogProps) {
  const { t } = useTranslation();
  // While the dialog goes away, it still names whom it was about.
  const last = useRef(line);
  last.current = line ?? last.current;
  return (
    <Dialog
      open={line !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t('moderation:line.title', { name: last.current?.name ?? '' })}
      testId="line-dialog"
    >
      {children}
      {line && <LineActs key={line.id} line={line} onClose={onClose} onMuted={onMuted} />}
    </Dialog>
  );
}

function LineActs({ line, onClose, onMuted }: LineDialogProps & { line: ChosenLine }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<Reason | ''>('');
  const remove = useRemove(onClose);
  const mute = useMute((made) => {
    onMuted(made);
    onClose();
  });
  const why = reason === '' ? {} : { reason };
  const busy = remove.busy || mute.busy;
  const problem = remove.error ?? mute.error;
  return (
    <>
      <blockquote className="max-h-32 overflow-y-auto rounded-control bg-sunken px-3.5 py-2.5 [overflow-wrap:anywhere]">
        {line.text}
      </blockquote>
      <SelectField
        label={t('moderation:line.reason')}
        options={[
          { value: '', label: t('moderation:reason.none') },
          ...reasons.map((each) => ({ value: each, label: t(`moderation:reason.${each}`) })),
        ]}
        value={reason}
        onChange={(event) => setReason(event.target.value as Reason | '')}
        data-testid="line-reason"
      />
      {problem !== null && <Notice tone="bad">{refusalText(problem)}</Notice>}
      <Button
        look="bad"
        busy={remove.busy}
        disabled={busy}
        data-testid="line-remove"
        onClick={() => void remove.run({ lineId: line.id, ...why })}
      >
        {!remove.busy && <Trash2 aria-hidden className="size-5" />}
        {t('moderation:line.remove')}
      </Button>
      <fieldset className="grid gap-2 sm:grid-cols-2">
        <legend className="mb-1.5 flex items-center gap-2 text-small font-semibold">
          <VolumeX aria-hidden className="size-4.5" />
          {t('moderation:line.mute', { name: line.name })}
        </legend>
        {mutes.map(({ key, scope, minutes }) => (
          <Button
            key={key}
            look="plain"
            disabled={busy}
            data-testid={`line-mute-${key}`}
            onClick={() => void mute.run({ lineId: line.id, scope, minutes, ...why })}
          >
            {t(`moderation:mute.${key}`)}
          </Button>
        ))}
      </fieldset>
    </>
  );
}
