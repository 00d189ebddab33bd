import { SendHorizontal, Smile, X } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../../platform/kit/socket-protocol.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { useLater } from '../../../platform/ui/use-later.ts';
import { fitLine } from '../emotes.ts';
import { lineTypedCharsMax } from '../protocol.ts';

interface TalkInputProps {
  on: 'picture' | 'panel';
  /** Says it, or first asks for a name. The text stays when it rejects with a refusal, or resolves to `false`. */
  onSay(text: string, reply?: ReplyTo): Promise<unknown>;
  /** The line that is being answered. */
  reply?: ReplyTo | null;
  onReplyOver?(): void;
  /** Seconds between two lines of one person; 0 when the room is not slow. */
  slowSeconds?: number;
  testId?: string;
}

const loadPicker = async () => (await import('./emote-picker.tsx')).EmotePicker;

/** One line to the room. What was refused stays in the box, with the reason above it. */
export function TalkInput(props: TalkInputProps) {
  const { on, reply = null, onReplyOver, slowSeconds = 0, testId = 'talk-input' } = props;
  const { t } = useTranslation();
  const id = useId();
  const { text, setText, problem, send } = useWriting(props);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (reply) field.current?.focus();
  }, [reply]);
  return (
    <form onSubmit={send} className="relative min-w-0 flex-1">
      {problem && (
        <p
          role="alert"
          id={`${id}-problem`}
          className="absolute bottom-full mb-2 rounded-control bg-bad-soft px-3 py-1.5 text-small font-semibold text-bad"
        >
          {problem}
        </p>
      )}
      {reply && !problem && <Replying name={reply.name} onOver={onReplyOver} />}
      <input
        ref={field}
        data-testid={testId}
        value={text}
        onChange={(event) => setText(fitLine(event.target.value))}
        // Out of the field, back to the keys of the page.
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        maxLength={lineTypedCharsMax}
        dir="auto"
        aria-label={t('barrage:talk.input')}
        aria-describedby={problem ? `${id}-problem` : undefined}
        placeholder={slowSeconds > 0 ? t('barrage:talk.slow', { seconds: slowSeconds }) : t('barrage:talk.placeholder')}
        autoComplete="off"
        enterKeyHint="send"
        className={classNames(
          'h-12 w-full rounded-full border ps-4 pe-22 text-body',
          on === 'picture'
            ? 'on-picture border-glass-line bg-glass text-on-stage placeholder:text-on-stage/90'
            : 'border-line-strong bg-surface text-ink placeholder:text-muted',
        )}
      />
      <EmoteButton
        on={on}
        onPick={(emote) => setText((written) => fitLine(`${written}:${emote}:`))}
        onOver={() => field.current?.focus()}
      />
      <button
        type="submit"
        data-testid="talk-send"
        aria-label={t('barrage:talk.send')}
        disabled={text.trim() === ''}
        className="absolute end-0.5 top-0.5 grid size-11 place-items-center rounded-full text-accent-text transition disabled:scale-50 disabled:opacity-0"
      >
        <SendHorizontal aria-hidden className={classNames('size-5', on === 'picture' && 'text-on-stage')} />
      </button>
    </form>
  );
}

function useWriting({ onSay, reply, onReplyOver }: TalkInputProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const line = text.trim();
    if (line === '') return;
    setText('');
    setProblem(null);
    try {
      const said = await (reply ? onSay(line, reply) : onSay(line));
      if (said === false) setText((written) => written || line);
      else onReplyOver?.();
    } catch (error) {
      setText((written) => written || line);
      setProblem(refusalText(error));
    }
  };
  return { text, setText, problem, send };
}

function Replying({ name, onOver }: { name: string; onOver: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <p className="absolute bottom-full mb-2 flex max-w-full items-center gap-1 rounded-control bg-surface ps-3 text-small text-ink shadow-low">
      <span className="min-w-0 truncate" data-testid="replying">
        {t('barrage:reply.now')} <bdi className="font-bold">{name}</bdi>
      </span>
      <IconButton label={t('barrage:reply.not')} onClick={onOver}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </p>
  );
}

/** What it opens is loaded when it is wanted. */
function EmoteButton({
  on,
  onPick,
  onOver,
}: Pick<TalkInputProps, 'on'> & { onPick(emote: string): void; onOver(): void }) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState(false);
  const EmotePicker = useLater(picking, loadPicker).part;
  const close = () => {
    setPicking(false);
    onOver();
  };
  return (
    <>
      {picking && EmotePicker && (
        <EmotePicker
          onPick={(emote) => {
            onPick(emote);
            close();
          }}
          onClose={close}
        />
      )}
      <button
        type="button"
        data-testid="emote-button"
        aria-label={t('barrage:emote.open')}
        aria-expanded={picking}
        onClick={() => setPicking(!picking)}
        className={classNames(
          'absolute end-11 top-0.5 grid size-11 place-items-center rounded-full',
          on === 'picture' ? 'text-on-stage' : 'text-muted',
        )}
      >
        <Smile aria-hidden className="size-5" />
      </button>
    </>
  );
}
