import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { directions } from '../journal.ts';
import { adjustmentReasons, type JournalReason, noteCharsMax, unitsMax } from '../protocol.ts';
import { useChangeStock } from './use-journal.ts';

const reasons: readonly JournalReason[] = ['received', 'counted', ...adjustmentReasons.slice(1)];

/** What has happened to the stock: why, and how many. Whether they come or go follows from why. */
export function ChangeStock({ skuId }: { skuId: string }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<JournalReason>('received');
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const change = useChangeStock(skuId, {
    onDone: () => {
      setTyped('');
      setNote('');
      setTried(false);
      toast(t('stock:journal.saved'), 'good');
    },
  });
  const units = readUnits(typed, reason);
  const noteMissing = reason === 'other' && note.trim() === '';
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (units !== null && !noteMissing) void change.run({ reason, units, note: note.trim() });
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-3 rounded-card border border-line bg-surface p-4 shadow-low">
      <h2 className="text-title font-extrabold">{t('stock:journal.change')}</h2>
      <div className="grid items-start gap-3 sm:grid-cols-[12rem_12rem_1fr]">
        <SelectField
          label={t('stock:journal.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value as JournalReason)}
          options={reasons.map((value) => ({ value, label: t(`stock:reason.${value}`) }))}
          data-testid="stock-reason"
        />
        <TextField
          label={t(`stock:journal.${unitsLabel(reason)}`)}
          inputMode={reason === 'other' ? 'text' : 'numeric'}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          problem={tried && units === null ? t('stock:journal.unitsWrong') : null}
          data-testid="stock-units"
        />
        {reason !== 'counted' && (
          <TextField
            label={t('stock:journal.note')}
            maxLength={noteCharsMax}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            problem={tried && noteMissing ? t('stock:journal.noteNeeded') : null}
            data-testid="stock-note"
          />
        )}
      </div>
      {change.error !== null && <Notice tone="bad">{refusalText(change.error)}</Notice>}
      <Button type="submit" busy={change.busy} className="justify-self-start" data-testid="stock-save">
        {t('stock:journal.save')}
      </Button>
    </form>
  );
}

function unitsLabel(reason: JournalReason) {
  if (reason === 'counted') return 'unitsCounted';
  const way = directions[reason];
  return way === 0 ? 'unitsBoth' : way > 0 ? 'unitsIn' : 'unitsOut';
}

/** With the sign that the reason gives them; null for what is no number that could be meant. */
function readUnits(text: string, reason: JournalReason): number | null {
  const bare = text.trim().replace('−', '-');
  const pattern = reason === 'other' ? /^[-+]?\d{1,7}$/ : /^\d{1,7}$/;
  if (!pattern.test(bare)) return null;
  const units = Number(bare);
  if (Math.abs(units) > unitsMax) return null;
  if (reason === 'counted') return units;
  if (units === 0) return null;
  return directions[reason] < 0 ? -units : units;
}
