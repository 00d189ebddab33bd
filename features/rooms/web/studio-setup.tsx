import { useQueryClient } from '@tanstack/react-query';
import { ImagePlus, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Spinner } from '../../../platform/ui/spinner.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { upload } from '../../../platform/ui/upload.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import { type Audience, titleCharsMax } from '../protocol.ts';
import { AudienceField } from './audience-field.tsx';
import { studioApi } from './studio-api.ts';
import { useRoomInfo } from './use-rooms.ts';

interface SetupProps {
  roomId: string;
  shopId: string;
  title: string;
  coverPictureId: string | null;
}

/** What the show is called and how it looks from outside. Saved as it is changed. */
export function StudioSetup({ roomId, shopId, title, coverPictureId }: SetupProps) {
  const { t } = useTranslation();
  return (
    <section className="grid gap-4 sm:grid-cols-[7rem_1fr]">
      <h2 className="sr-only">{t('rooms:studio.setup.heading')}</h2>
      <CoverField roomId={roomId} shopId={shopId} coverPictureId={coverPictureId} />
      <div className="grid content-start gap-3">
        <TitleField roomId={roomId} title={title} />
        <AudienceSetting roomId={roomId} />
      </div>
    </section>
  );
}

function AudienceSetting({ roomId }: { roomId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const room = useRoomInfo(roomId).data;
  const save = useAct((id, audience: Audience) => studioApi.change(id, roomId, { audience }), {
    onDone: (changed) => queries.setQueryData(['rooms', roomId], changed),
  });
  if (room === undefined) return null;
  return (
    <>
      <AudienceField value={room.audience} disabled={save.busy} onChange={(audience) => void save.run(audience)} />
      {save.error !== null && (
        <Notice tone="bad">{`${t('rooms:studio.audience.notSaved')}: ${refusalText(save.error)}`}</Notice>
      )}
    </>
  );
}

function TitleField({ roomId, title }: { roomId: string; title: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [text, setText] = useState(title);
  const [editing, setEditing] = useState(false);
  const save = useAct((id, next: string) => studioApi.change(id, roomId, { title: next }), {
    onDone: (room) => queries.setQueryData(['rooms', roomId], room),
  });
  // While nobody types here, the field follows the room: a second device may have changed it.
  useEffect(() => {
    if (!editing) setText(title);
  }, [title, editing]);

  async function leave() {
    const next = text.trim();
    if (next !== '' && next !== title) await save.run(next);
    else if (next === '') setText(title);
    setEditing(false);
  }

  return (
    <div className="grid content-start gap-2 max-sm:order-first">
      <TextField
        label={t('rooms:studio.setup.title')}
        value={text}
        maxLength={titleCharsMax}
        onFocus={() => setEditing(true)}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => void leave()}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        problem={save.error === null ? null : `${t('rooms:studio.setup.notSaved')}: ${refusalText(save.error)}`}
        data-testid="studio-title"
      />
      <p className="min-h-5 text-small text-muted" aria-live="polite">
        {save.busy ? t('rooms:studio.setup.saving') : text !== title ? '' : t('rooms:studio.setup.coverHint')}
      </p>
    </div>
  );
}

function CoverField({ roomId, shopId, coverPictureId }: Omit<SetupProps, 'title'>) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { share, problem, busy, choose, remove } = useCover(roomId, shopId);

  return (
    <div className="grid content-start gap-2">
      <div className="relative w-28">
        <button
          type="button"
          onClick={() => input.current?.click()}
          className="grid aspect-[3/4] w-full place-items-center overflow-hidden rounded-card border-2 border-dashed border-line-strong bg-sunken text-center text-small font-semibold text-muted hover:border-accent"
        >
          <CoverFace coverPictureId={coverPictureId} share={share} />
        </button>
        {coverPictureId !== null && share === null && (
          <IconButton
            label={t('rooms:studio.setup.removeCover')}
            look="glass"
            className="absolute end-1 top-1"
            disabled={busy}
            onClick={remove}
          >
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp,image/avif"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('rooms:studio.setup.cover')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void choose(file);
        }}
        data-testid="studio-cover"
      />
      {problem !== null && <Notice tone="bad">{refusalText(problem)}</Notice>}
    </div>
  );
}

/** Uploads a picture and makes it the cover; one at a time. */
function useCover(roomId: string, shopId: string) {
  const queries = useQueryClient();
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const change = useAct((id, cover: string | null) => studioApi.change(id, roomId, { coverPictureId: cover }), {
    onDone: (room) => queries.setQueryData(['rooms', roomId], room),
    onError: setProblem,
  });
  async function choose(file: File) {
    if (share !== null) return;
    setProblem(null);
    setShare(0);
    try {
      const picture = await upload<{ id: string }>(`/api/shops/${shopId}/pictures`, file, file.name, setShare);
      await change.run(picture.id);
    } catch (error) {
      setProblem(error);
    } finally {
      setShare(null);
    }
  }
  return { share, problem, busy: change.busy, choose, remove: () => void change.run(null) };
}

function CoverFace({ coverPictureId, share }: { coverPictureId: string | null; share: number | null }) {
  const { t } = useTranslation();
  if (share !== null) {
    return (
      <span className="grid justify-items-center gap-2" role="status">
        <Spinner />
        {t('rooms:studio.setup.uploading', { percent: Math.round(share * 100) })}
      </span>
    );
  }
  if (coverPictureId !== null) {
    return (
      <img
        src={`/pictures/${coverPictureId}/480.webp`}
        alt={t('rooms:studio.setup.changeCover')}
        // A small original has only the smallest width.
        onError={(event) => {
          const small = `/pictures/${coverPictureId}/160.webp`;
          if (!event.currentTarget.src.endsWith(small)) event.currentTarget.src = small;
        }}
        data-testid="studio-cover-picture"
        className="size-full object-cover"
      />
    );
  }
  return (
    <span className="grid justify-items-center gap-2 p-2">
      <ImagePlus aria-hidden className="size-6" />
      {t('rooms:studio.setup.chooseCover')}
    </span>
  );
}
