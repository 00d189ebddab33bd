import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { codeText } from '../../../platform/ui/refusal-text.ts';
import type { ImportError, ImportLine, ImportPreview } from '../import-protocol.ts';

interface CsvPreviewProps {
  name: string;
  preview: ImportPreview;
  busy: boolean;
  onApply(): void;
}

/** What the file would do, line by line; with one error it would do nothing, and says where it is. */
export function CsvPreview({ name, preview, busy, onApply }: CsvPreviewProps) {
  const { t } = useTranslation();
  const doing = preview.lines.filter(({ what }) => what !== 'left');
  const left = preview.lines.length - doing.length;
  const wrong = preview.errors.length > 0;
  return (
    <div className="grid grid-cols-1 gap-4" data-testid="import-preview">
      <div className="grid gap-1">
        <h3 className="font-extrabold">{t('catalog:import.preview')}</h3>
        <p className="truncate text-small text-muted">{name}</p>
      </div>
      {wrong && <ErrorList errors={preview.errors} />}
      {!wrong && doing.length === 0 && <Notice>{t('catalog:import.nothing')}</Notice>}
      {doing.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line">
          {doing.map((line) => (
            <LineRow key={line.line} line={line} />
          ))}
        </ul>
      )}
      {left > 0 && <p className="text-small text-muted">{t('catalog:import.leftOver', { count: left })}</p>}
      {!wrong && doing.length > 0 && (
        <Button size="large" busy={busy} className="justify-self-start" onClick={onApply} data-testid="import-apply">
          {t('catalog:import.apply', { count: doing.length })}
        </Button>
      )}
    </div>
  );
}

function ErrorList({ errors }: { errors: readonly ImportError[] }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-2">
      <Notice tone="bad">{t('catalog:import.errors', { count: errors.length })}</Notice>
      <ul className="divide-y divide-line rounded-card border border-line" data-testid="import-errors">
        {errors.map((error, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line may have the same error twice.
          <li key={at} className="flex flex-wrap gap-x-3 gap-y-0.5 px-3 py-2.5 text-small">
            <span className="tabular min-w-16 font-bold">{t('catalog:import.line', { line: error.line })}</span>
            {error.column !== '' && <code className="text-muted">{error.column}</code>}
            <span className="min-w-0 flex-1 basis-56">{codeText(error.code, { code: '', held: '' })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function LineRow({ line }: { line: ImportLine }) {
  const { t } = useTranslation();
  return (
    <li className="grid gap-1.5 px-3 py-2.5 text-small sm:grid-cols-[4.5rem_1fr_auto] sm:items-baseline sm:gap-3">
      <span className="tabular text-muted max-sm:hidden">{t('catalog:import.line', { line: line.line })}</span>
      <span className="grid min-w-0 gap-1">
        <span className="break-words font-semibold">{[line.title, line.variant].filter(Boolean).join(' · ')}</span>
        {line.changes.map(({ column, from, to }) => (
          <span key={column} className="break-words text-muted">
            {t('catalog:import.change', {
              column,
              from: from || t('catalog:import.blank'),
              to: to || t('catalog:import.blank'),
            })}
          </span>
        ))}
      </span>
      <Badge tone={line.what === 'made' ? 'good' : 'accent'}>{t(`catalog:import.${line.what}`)}</Badge>
    </li>
  );
}
