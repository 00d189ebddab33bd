import { ArrowRight, Megaphone, RotateCcw, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { PriceText } from '../../../../features/catalog/web/product-numbers.tsx';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import { ariaKeys } from '../../../../features/rooms/studio-keys.ts';
import { StudioLiveClock } from '../../../../features/rooms/web/studio-live-clock.tsx';
import { Badge } from '../../../../platform/ui/badge.tsx';
import { classNames } from '../../../../platform/ui/class-names.ts';
import { Kbd } from './kbd.tsx';
import { SkuNumbers } from './run-row.tsx';
import type { Show } from './use-show.ts';

interface NowProps {
  show: Show;
  /** Since when the room attends to it; null while it is being told. */
  since: number | null;
}

/** What the room attends to, to be read from two steps away. It keeps its height, whatever is in it. */
export function NowCard({ show: { explained }, since }: NowProps) {
  const { t } = useTranslation();
  return (
    <section
      aria-label={t('rooms:studio.now.heading')}
      data-testid="now-card"
      className="flex min-h-36 shrink-0 items-center gap-4 rounded-sheet border-2 border-accent bg-accent-soft p-3 xl:gap-5 xl:p-4"
    >
      {explained ? (
        <>
          <ProductPicture
            picture={explained.pictures[0]}
            alt=""
            sizes="128px"
            className="size-28 shrink-0 rounded-card xl:size-32"
          />
          <div className="grid min-w-0 flex-1 gap-1">
            <p className="flex items-center gap-2 font-bold text-accent-text">
              <Megaphone aria-hidden className="size-5 shrink-0" />
              {t('rooms:studio.now.heading')}
              <span
                className={classNames('ms-auto text-title', since === null && 'invisible')}
                title={t('rooms:studio.now.since')}
                data-testid="now-since"
              >
                <StudioLiveClock since={since ?? 0} />
              </span>
            </p>
            <p
              role="status"
              data-testid="now-title"
              title={explained.title}
              className="line-clamp-2 text-balance text-[clamp(1.375rem,2.1vw,2.25rem)] leading-tight font-extrabold"
            >
              {explained.title}
            </p>
            <Numbers product={explained} />
          </div>
        </>
      ) : (
        <div className="mx-auto grid justify-items-center gap-1 text-center">
          <p className="text-title font-extrabold">{t('rooms:studio.now.none')}</p>
          <p className="text-muted">{t('rooms:studio.now.noneText')}</p>
        </div>
      )}
    </section>
  );
}

function Numbers({ product }: { product: Product }) {
  const { t } = useTranslation();
  const soldOut = product.skus.every((sku) => sku.left === 0);
  return (
    <div className="flex min-w-0 items-center gap-3 [&_ul]:max-h-14 [&_ul]:overflow-hidden [&_ul]:text-title [&_ul_.text-tiny]:text-body">
      {soldOut && <Badge tone="bad">{t('rooms:studio.run.soldOut')}</Badge>}
      <SkuNumbers product={product} quiet={soldOut} />
    </div>
  );
}

/** The one large act, with what it leads to; and the small way back. */
export function NextBar({ show, keys }: { show: Show; keys: boolean }) {
  const { t } = useTranslation();
  const { previous } = show;
  const back = previous ? t('rooms:studio.next.back', { title: previous.title }) : t('rooms:studio.next.backNowhere');
  return (
    <div className="flex shrink-0 items-stretch gap-2">
      <button
        type="button"
        aria-label={back}
        title={back}
        disabled={show.previous === null}
        aria-keyshortcuts={ariaKeys('previous')}
        data-testid="previous-product"
        onClick={show.goBack}
        className="grid w-14 place-items-center rounded-card border border-line-strong bg-surface text-ink transition duration-150 hover:bg-sunken active:scale-95 disabled:cursor-not-allowed disabled:opacity-50 disabled:active:scale-100"
      >
        <Undo2 aria-hidden className="size-5" />
      </button>
      <NextButton show={show} className="min-h-20 flex-1 p-2 pe-5">
        {keys && (
          <span aria-hidden className="max-xl:hidden">
            <Kbd>{t('rooms:studio.keys.space')}</Kbd>
          </span>
        )}
      </NextButton>
    </div>
  );
}

interface NextButtonProps {
  show: Show;
  className: string;
  children?: ReactNode;
}

export function NextButton({ show: { next, anew, goOn }, className, children }: NextButtonProps) {
  const { t } = useTranslation();
  const Icon = anew ? RotateCcw : ArrowRight;
  const act = t(anew ? 'rooms:studio.next.anew' : 'rooms:studio.next.act');
  return (
    <button
      type="button"
      disabled={next === null}
      onClick={goOn}
      aria-keyshortcuts={ariaKeys('next')}
      data-testid="next-product"
      className={classNames(
        'flex min-w-0 items-center gap-3 rounded-card bg-accent text-start text-on-accent transition duration-150 hover:bg-accent-strong active:scale-[0.99]',
        'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted disabled:active:scale-100',
        className,
      )}
    >
      {next ? (
        <>
          <ProductPicture picture={next.pictures[0]} alt="" sizes="64px" className="size-16 shrink-0 rounded-control" />
          <span className="grid min-w-0 flex-1">
            <span className="flex items-center gap-1.5 font-bold">{act}</span>
            <span className="flex min-w-0 items-baseline gap-3">
              <span className="truncate text-title font-extrabold">{next.title}</span>
              <PriceText product={next} className="shrink-0 font-bold max-sm:hidden [&_.text-muted]:text-current" />
            </span>
          </span>
          <Icon aria-hidden className="size-7 shrink-0" />
          {children}
        </>
      ) : (
        <span className="flex-1 px-3 text-center font-bold">{t('rooms:studio.next.none')}</span>
      )}
    </button>
  );
}
