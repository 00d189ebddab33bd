import { SendHorizontal } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { lineCharsMax } from '../protocol.ts';

interface TalkInputProps {
  on: 'picture' | 'panel';
  /** Says it, or first asks for a name. The text stays when it rejects with a refusal, or resolves to `false`. */
  onSay(text: string): Promise<unknown>;
  testId?: string;
}

/** One line to the room. What was refused stays in the box, with the reason above it. */
export function TalkInput({ on, onSay, testId = 'talk-input' }: TalkInputProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const line = text.trim();
    if (line === '') return;
    setText('');
    setProblem(null);
    try {
      if ((await onSay(line)) === false) setText((written) => written || line);
    } catch (error) {
      setText((written) => written || line);
      setProblem(refusalText(error));
    }
  };
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
      <input
        data-testid={testId}
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={lineCharsMax}
        aria-label={t('barrage:talk.input')}
        aria-describedby={problem ? `${id}-problem` : undefined}
        placeholder={t('barrage:talk.placeholder')}
        autoComplete="off"
        enterKeyHint="send"
        className={classNames(
          'h-11 w-full rounded-full border ps-4 pe-12 text-body',
          on === 'picture'
            ? 'on-picture border-glass-line bg-glass text-on-stage backdrop-blur placeholder:text-on-stage/85'
            : 'border-line-strong bg-surface text-ink placeholder:text-muted',
        )}
      />
      <button
        type="submit"
        data-testid="talk-send"
        aria-label={t('barrage:talk.send')}
        disabled={text.trim() === ''}
        className="absolute end-0 top-0 grid size-11 place-items-center rounded-full text-accent-text disabled:opacity-0"
      >
        <SendHorizontal aria-hidden className={classNames('size-5', on === 'picture' && 'text-on-stage')} />
      </button>
    </form>
  );
}
