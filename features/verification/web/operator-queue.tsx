import { Inbox } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TextArea, TextField } from '../../../platform/ui/text-field.tsx';
import { noteCharsMax, type Verification } from '../protocol.ts';
import { type Queue, useDeciding, useQueue } from './use-verification.ts';
import { VerificationCard } from './verification-card.tsx';

const queues = ['waiting', 'decided'] as const;

/** What all shops applied for, to be read and decided. */
export function OperatorQueue() {
  const { t } = useTranslation();
  const [which, setWhich] = useState<Queue>('waiting');
  const list = useQueue(which);
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="operator-verifications">
      <Segmented
        label={t('verification:operator.which')}
        value={which}
        options={queues.map((value) => ({
          value,
          label: t(`verification:operator.${value}`),
          testId: `queue-${value}`,
        }))}
        onChange={(value) => setWhich(value)}
        className="w-full max-w-sm"
      />
      {list.data === undefined && !list.isError && <Skeleton className="h-40 rounded-card" />}
      {list.data === undefined && list.isError && (
        <ErrorState text={refusalText(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.data?.length === 0 && <EmptyState icon={Inbox} title={t('verification:operator.none')} />}
      <ul className="grid gap-3">
        {list.data?.map((one) => (
          <li key={one.id}>
            <VerificationCard one={one}>
              {one.state === 'waiting' && <DecideForm one={one} />}
              {(['holds', 'changed', 'over'] as readonly string[]).includes(one.state) && <RevokeForm one={one} />}
            </VerificationCard>
          </li>
        ))}
      </ul>
    </div>
  );
}

function DecideForm({ one }: { one: Verification }) {
  const { t } = useTranslation();
  const { decide } = useDeciding(one.id);
  const [text, setText] = useState('');
  const [ends, setEnds] = useState('');
  // The last day is one that still counts.
  const endsAt = ends === '' ? null : new Date(`${ends}T23:59:59`).getTime();
  const say = (accept: boolean) => void decide.run({ accept, text: text.trim(), endsAt, seen: one.words });
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <TextArea
        label={t('verification:operator.text')}
        hint={t('verification:operator.textHint')}
        value={text}
        maxLength={noteCharsMax}
        dir="auto"
        data-testid="decide-text"
        onChange={(event) => setText(event.target.value)}
      />
      <TextField
        label={t('verification:operator.ends')}
        type="date"
        value={ends}
        className="max-w-60"
        onChange={(event) => setEnds(event.target.value)}
      />
      {decide.error !== null && <Notice tone="bad">{refusalText(decide.error)}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="bad" busy={decide.busy} disabled={text.trim() === ''} onClick={() => say(false)}>
          {t('verification:operator.decline')}
        </Button>
        <Button busy={decide.busy} onClick={() => say(true)} data-testid="decide-accept">
          {t('verification:operator.accept')}
        </Button>
      </div>
    </div>
  );
}

function RevokeForm({ one }: { one: Verification }) {
  const { t } = useTranslation();
  const { revoke } = useDeciding(one.id);
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void revoke.run(text.trim());
  };
  return (
    <form onSubmit={submit} className="grid gap-3 border-t border-line pt-4">
      <TextArea
        label={t('verification:operator.why')}
        value={text}
        maxLength={noteCharsMax}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
      />
      {revoke.error !== null && <Notice tone="bad">{refusalText(revoke.error)}</Notice>}
      <div className="flex justify-end">
        <Button type="submit" look="bad" busy={revoke.busy} disabled={text.trim() === ''}>
          {t('verification:operator.revoke')}
        </Button>
      </div>
    </form>
  );
}
