import { Box, Film, Images, Rotate3d } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { useLater } from '../../../platform/ui/use-later.ts';
import type { Product, Sku } from '../protocol.ts';
import { PictureStrip } from './picture-strip.tsx';
import { pictureOf } from './product-picture.tsx';
import { ProductVideo } from './product-video.tsx';

type Way = 'pictures' | 'video' | 'spin' | 'model';

const loadSpin = async () => (await import('./product-spin.tsx')).ProductSpin;
const loadModel = async () => (await import('./product-model.tsx')).ProductModel;
const loadZoom = async () => (await import('./picture-zoom.tsx')).PictureZoom;

interface ProductMediaProps {
  product: Product;
  /** The chosen variant. */
  sku: Pick<Sku, 'pictureId' | 'video'> | undefined;
}

/**
 * A product to look at: its pictures, in motion, from all sides, and as a thing in space. What is behind them comes when it
 * is wanted.
 */
export function ProductMedia({ product, sku }: ProductMediaProps) {
  const pictureId = sku?.pictureId ?? null;
  const video = sku?.video ?? null;
  const [wished, setWay] = useState<Way>('pictures');
  const [closer, setCloser] = useState<number | null>(null);
  const ways = waysOf(product, video !== null);
  const way = ways.includes(wished) ? wished : (ways[0] ?? 'pictures');
  const { part: Zoom } = useLater(closer !== null, loadZoom);
  if (ways.length === 0) return null;
  return (
    <div className="grid gap-2">
      {way === 'pictures' && <PictureStrip product={product} pictureId={pictureId} onCloser={setCloser} />}
      {way === 'video' && video && (
        <ProductVideo
          key={video.id}
          video={video}
          title={product.title}
          poster={pictureOf(product, sku)}
          className={frame}
        />
      )}
      {way === 'spin' && <SpinPart product={product} />}
      {way === 'model' && <ModelPart product={product} />}
      {ways.length > 1 && <WayButtons ways={ways} way={way} onWay={setWay} />}
      {Zoom && closer !== null && (
        <Zoom
          pictures={product.pictures}
          title={product.title}
          at={closer}
          onAt={setCloser}
          onClose={() => setCloser(null)}
        />
      )}
    </div>
  );
}

/** Spin and model share one size with the pictures, so that nothing jumps when one changes over. */
const frame = 'relative aspect-square max-h-[42dvh] w-full overflow-hidden rounded-card bg-sunken';

function SpinPart({ product }: { product: Product }) {
  const { part: Spin, failed } = useLater(true, loadSpin);
  if (failed) return <Failed textKey="catalog:look.turnFailed" />;
  if (!Spin || !product.spin) return <Skeleton className={frame} />;
  return <Spin key={product.spin.pictureIds.join()} spin={product.spin} title={product.title} className={frame} />;
}

function ModelPart({ product }: { product: Product }) {
  const { part: Model, failed } = useLater(true, loadModel);
  if (failed) return <Failed textKey="catalog:look.modelFailed" />;
  if (!Model || !product.model) return <Skeleton className={frame} />;
  return (
    <Model
      key={product.model.id}
      modelId={product.model.id}
      title={product.title}
      poster={product.pictures[0]}
      className={frame}
    />
  );
}

function Failed({ textKey }: { textKey: 'catalog:look.turnFailed' | 'catalog:look.modelFailed' }) {
  const { t } = useTranslation();
  return (
    <p role="alert" className={classNames(frame, 'grid place-items-center p-6 text-center text-small text-muted')}>
      {t(textKey)}
    </p>
  );
}

function WayButtons({ ways, way, onWay }: { ways: readonly Way[]; way: Way; onWay(way: Way): void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="mx-auto flex min-w-0 gap-1 rounded-control bg-sunken p-1">
      <legend className="sr-only">{t('catalog:look.which')}</legend>
      {ways.map((one) => {
        const Icon = icons[one];
        return (
          <button
            key={one}
            type="button"
            aria-pressed={one === way}
            data-testid={`look-${one}`}
            onClick={() => onWay(one)}
            className={classNames(
              'flex min-h-11 items-center gap-2 whitespace-nowrap rounded-chip px-3.5 text-small font-semibold transition',
              // Four names fill a phone's width by themselves.
              ways.length > 3 && 'max-sm:[&>svg]:hidden',
              one === way ? 'bg-surface text-ink shadow-low' : 'text-muted hover:text-ink',
            )}
          >
            <Icon aria-hidden className="size-4" />
            {t(`catalog:look.${one}`)}
          </button>
        );
      })}
    </fieldset>
  );
}

const icons = { pictures: Images, video: Film, spin: Rotate3d, model: Box } as const;

function waysOf({ pictures, spin, model }: Product, filmed: boolean): readonly Way[] {
  const ways: Way[] = pictures.length > 0 ? ['pictures'] : [];
  if (filmed) ways.push('video');
  if (spin) ways.push('spin');
  if (model) ways.push('model');
  return ways;
}
