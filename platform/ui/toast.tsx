import { X } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

type Tone = 'plain' | 'good' | 'bad';

interface Item {
  readonly id: number;
  readonly text: string;
  readonly tone: Tone;
}

const toastsMax = 3;
const shownMs = 5_000;
/** What went wrong stays a little longer: it has to be understood, not only noticed. */
const badShownMs = 9_000;

let items: readonly Item[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says one sentence at the page's foot; `bad` is read out at once. */
export function toast(text: string, tone: Tone = 'plain'): void {
  lastId += 1;
  const id = lastId;
  change([...items.filter((item) => item.text !== text), { id, text, tone }].slice(-toastsMax));
  setTimeout(() => close(id), tone === 'bad' ? badShownMs : shownMs);
}

/** Mounted once, around the app. */
export function ToastRegion({ children }: { children: ReactNode }) {
  const shown = useSyncExternalStore(subscribe, () => items);
  return (
    <>
      {children}
      {createPortal(
        <div className="pointer-events-none fixed inset-x-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-60 mx-auto flex max-w-md flex-col gap-2">
          <ToastLive tone="polite" items={shown.filter((item) => item.tone !== 'bad')} />
          <ToastLive tone="assertive" items={shown.filter((item) => item.tone === 'bad')} />
        </div>,
        document.body,
      )}
    </>
  );
}

/** The region stands there before anything is said in it, or screen readers would miss the first sentence. */
function ToastLive({ tone, items }: { tone: 'polite' | 'assertive'; items: readonly Item[] }) {
  const { t } = useTranslation();
  return (
    <div aria-live={tone} className="flex flex-col gap-2">
      {items.map((item) => (
        <div
          key={item.id}
          data-testid="toast"
          className="pointer-events-auto flex animate-arrive items-center gap-2 rounded-card bg-ink py-1 ps-4 pe-1 text-paper shadow-high"
        >
          <span aria-hidden className={`size-2 shrink-0 rounded-full ${dots[item.tone]}`} />
          <p className="flex-1 py-2 text-small font-semibold">{item.text}</p>
          <button
            type="button"
            aria-label={t('ui:close')}
            onClick={() => close(item.id)}
            className="grid size-11 place-items-center rounded-full"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
      ))}
    </div>
  );
}

const dots: Record<Tone, string> = { plain: 'bg-line-strong', good: 'bg-good-soft', bad: 'bg-accent' };

function close(id: number): void {
  change(items.filter((item) => item.id !== id));
}

function change(next: readonly Item[]): void {
  items = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
