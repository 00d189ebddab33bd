import { ImagePlus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { upload } from '../../../platform/ui/upload.ts';
import { type ReviewPicture, reviewPicturesMax } from '../protocol.ts';

interface FormPicturesProps {
  productId: string;
  ids: readonly string[];
  onChange(change: (before: readonly string[]) => readonly string[]): void;
}

/** Up to four pictures, sent one after another as they are chosen. */
export function FormPictures({ productId, ids, onChange }: FormPicturesProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const room = reviewPicturesMax - ids.length;
  const { share, problem, take } = useSending(productId, (id) =>
    // The same picture twice is one.
    onChange((before) => (before.includes(id) ? before : [...before, id])),
  );
  return (
    <div className="grid gap-2">
      <p className="text-small text-muted">{t('reviews:form.pictures', { max: reviewPicturesMax })}</p>
      <ul className="flex flex-wrap items-center gap-2">
        {ids.map((id, at) => (
          <li key={id} className="relative">
            <img
              src={`/api/review-pictures/${id}/160.webp`}
              alt={t('reviews:form.picture', { number: at + 1 })}
              className="size-24 rounded-control bg-sunken object-cover"
            />
            <IconButton
              label={t('reviews:form.removePicture', { number: at + 1 })}
              look="plain"
              className="absolute -end-2 -top-2"
              onClick={() => onChange((before) => before.filter((one) => one !== id))}
            >
              <X aria-hidden className="size-5" />
            </IconButton>
          </li>
        ))}
        {room > 0 && (
          <li>
            <Button look="plain" busy={share !== null} onClick={() => input.current?.click()}>
              <ImagePlus aria-hidden className="size-5" />
              {share === null ? t('reviews:form.add') : t('reviews:form.sending', { percent: Math.round(share * 100) })}
            </Button>
          </li>
        )}
      </ul>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        data-testid="review-files"
        onChange={(event) => {
          void take([...(event.target.files ?? [])].slice(0, room));
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** One after another; `share` says how much of the present one has gone. */
function useSending(productId: string, onSent: (id: string) => void) {
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function take(files: readonly File[]) {
    setProblem(null);
    for (const file of files) {
      setShare(0);
      try {
        const path = `/api/products/${productId}/review/pictures`;
        onSent((await upload<ReviewPicture>(path, file, file.name, setShare)).id);
      } catch (error) {
        setProblem(refusalText(error));
      }
    }
    setShare(null);
  }
  return { share, problem, take };
}
