import { DoorOpen, ShoppingBag, Sparkles } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NumberedFact } from '../../../platform/kit/fact.ts';
import type { Moment, StreamName } from '../../../platform/kit/socket-protocol.ts';
import { useSimple } from '../../../platform/ui/use-preferences.ts';
import { useRoomEvents } from '../../../platform/ui/use-room.tsx';

const shownMs = 4_000;
const waitingMax = 4;

interface News {
  readonly key: string;
  readonly kind: 'came' | 'buying' | 'bought';
  readonly productId: string | null;
  readonly count: number;
}

/** What others do here, one at a time: real events only, and never who they are. Simple mode is spared of it. */
export function Ticker({ titleOf }: { titleOf: (productId: string) => string | undefined }) {
  const { t } = useTranslation();
  const news = useNews(!useSimple());
  const title = news?.productId ? (titleOf(news.productId) ?? '') : '';
  const text = news && {
    came: t('rooms:ticker.came', { count: news.count }),
    buying: t('rooms:ticker.buying', { count: news.count, title }),
    bought: t('rooms:ticker.bought', { count: news.count, title }),
  };
  const Icon = news && icons[news.kind];
  return (
    <div data-testid="ticker" role="status" aria-live="off" className="min-h-8">
      {news && Icon && text && (
        <p
          key={news.key}
          data-kind={news.kind}
          className={`inline-flex max-w-full animate-arrive items-center gap-2 rounded-full px-3 py-1.5 text-tiny font-semibold ${news.kind === 'bought' ? 'bg-honey text-on-honey' : 'bg-glass text-on-stage'}`}
        >
          <Icon aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{text[news.kind]}</span>
        </p>
      )}
    </div>
  );
}

const icons = { came: DoorOpen, buying: ShoppingBag, bought: Sparkles };

function useNews(on: boolean): News | null {
  const [queue, setQueue] = useState<readonly News[]>([]);
  const add = useCallback((news: News) => setQueue((waiting) => withNews(waiting, news)), []);
  const moment = useCallback(
    (moment: Moment) => {
      const { kind } = moment;
      if (kind !== 'came' && kind !== 'buying') return;
      const productId = kind === 'buying' ? String(moment.productId) : null;
      add({
        key: crypto.getRandomValues(new Uint32Array(1)).join(),
        kind,
        productId,
        count: Number(moment.count ?? 1),
      });
    },
    [add],
  );
  const fact = useCallback(
    (stream: StreamName, { kind, number, body }: NumberedFact) => {
      if (stream !== 'room' || kind !== 'product.bought') return;
      add({ key: `bought-${number}`, kind: 'bought', productId: String(body.productId), count: Number(body.quantity) });
    },
    [add],
  );
  useRoomEvents({ moment, fact });
  const shown = on ? (queue[0] ?? null) : null;
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setQueue((waiting) => waiting.filter((news) => news.key !== shown.key)), shownMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return shown;
}

/** A purchase goes before all that waits; entrances are the first to be left out. */
function withNews(waiting: readonly News[], news: News): readonly News[] {
  const rank = (one: News) => ['bought', 'buying', 'came'].indexOf(one.kind);
  const [shown, ...rest] = waiting;
  if (shown === undefined) return [news];
  if (news.kind === 'bought' && shown.kind !== 'bought') return [news, ...rest].slice(0, waitingMax);
  return [shown, ...[...rest, news].sort((one, other) => rank(one) - rank(other))].slice(0, waitingMax);
}
