import { FilePlus, FileText, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { upload } from '../../../platform/ui/upload.ts';
import { type Document, documentBytesMax, documentsPerApplicationMax } from '../protocol.ts';

interface DocumentListProps {
  shopId: string;
  documents: readonly Document[];
  onChange(change: (before: readonly Document[]) => readonly Document[]): void;
}

const nameCharsMax = 120;
const bytesPerMegabyte = 1024 * 1024;

/** The files of an application, sent one after another as they are chosen. */
export function DocumentList({ shopId, documents, onChange }: DocumentListProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const room = documentsPerApplicationMax - documents.length;
  const { share, problem, take } = useSending(shopId, (document) => onChange((before) => [...before, document]));
  return (
    <fieldset className="grid gap-2">
      <legend className="text-small font-semibold">{t('verification:form.documents')}</legend>
      <p className="text-small text-muted">
        {t('verification:form.documentsHint', {
          megabytes: documentBytesMax / bytesPerMegabyte,
          max: documentsPerApplicationMax,
        })}
      </p>
      <ul className="grid gap-1">
        {documents.map(({ id, name }) => (
          <li key={id} className="flex items-center gap-2 rounded-control bg-sunken ps-3.5" data-testid="form-document">
            <FileText aria-hidden className="size-4.5 shrink-0" />
            <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
            <IconButton
              label={t('verification:form.removeDocument', { name })}
              onClick={() => onChange((before) => before.filter((one) => one.id !== id))}
            >
              <X aria-hidden className="size-5" />
            </IconButton>
          </li>
        ))}
      </ul>
      {room > 0 && (
        <Button look="plain" className="w-fit" busy={share !== null} onClick={() => input.current?.click()}>
          <FilePlus aria-hidden className="size-5" />
          {share === null
            ? t('verification:form.addDocument')
            : t('verification:form.sending', { percent: Math.round(share * 100) })}
        </Button>
      )}
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <input
        ref={input}
        type="file"
        accept="application/pdf,image/jpeg,image/png,image/webp"
        multiple
        hidden
        data-testid="verification-files"
        onChange={(event) => {
          void take([...(event.target.files ?? [])].slice(0, room));
          event.target.value = '';
        }}
      />
    </fieldset>
  );
}

/** One after another; `share` says how much of the present one has gone. */
function useSending(shopId: string, onSent: (document: Document) => void) {
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function take(files: readonly File[]) {
    setProblem(null);
    for (const file of files) {
      setShare(0);
      try {
        const path = `/api/shops/${shopId}/verification-documents?name=${encodeURIComponent(nameOf(file))}`;
        onSent(await upload<Document>(path, file, file.name, setShare));
      } catch (error) {
        setProblem(refusalText(error));
      }
    }
    setShare(null);
  }
  return { share, problem, take };
}

/** Without what no text may have here: controls, and signs that turn the direction of what follows. */
function nameOf(file: File): string {
  const name = file.name.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').trim();
  return Array.from(name).slice(-nameCharsMax).join('') || '_';
}
