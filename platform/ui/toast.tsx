import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const manager = Base.createToastManager();
const toastsMax = 3;

/** Says one sentence at the page's foot; `bad` is read out at once. */
export function toast(text: string, tone: 'plain' | 'good' | 'bad' = 'plain'): void {
  manager.add({ title: text, type: tone, priority: tone === 'bad' ? 'high' : 'low' });
}

/** Mounted once, around the app. */
export function ToastRegion({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={toastsMax}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-60 mx-auto flex max-w-md flex-col gap-2">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { t } = useTranslation();
  const { toasts } = Base.useToastManager();
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      className="rounded-card bg-ink text-paper shadow-high transition duration-300 ease-settle data-ending-style:translate-y-4 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-4 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-center gap-2 py-1 ps-4 pe-1">
        <span aria-hidden className={`size-2 shrink-0 rounded-full ${tones[item.type ?? 'plain']}`} />
        <Base.Title className="flex-1 py-2 text-small font-semibold" />
        <Base.Close aria-label={t('ui:close')} className="grid size-11 place-items-center rounded-full">
          <X aria-hidden className="size-4" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}

const tones: Record<string, string> = { plain: 'bg-line-strong', good: 'bg-good-soft', bad: 'bg-accent' };
