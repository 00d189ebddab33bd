import { Dialog as Base } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight, Maximize, Minus, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { type Picture, pictureWidths, zoomWidth } from '../protocol.ts';
import { isCoarse, percentOf } from '../zoom.ts';
import { useZoom } from './use-zoom.ts';

interface PictureZoomProps {
  pictures: readonly Picture[];
  title: string;
  at: number;
  onAt(index: number): void;
  onClose(): void;
}

/** One picture over everything, down to its pixels. The show behind it goes on. */
export function PictureZoom({ pictures, title, at, onAt, onClose }: PictureZoomProps) {
  const { t } = useTranslation();
  const picture = pictures[at];
  return (
    <Base.Root open={picture !== undefined} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Popup
          data-testid="zoom"
          className="on-picture fixed inset-0 z-[55] flex flex-col bg-stage text-on-stage outline-none transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Base.Title className="sr-only">{t('catalog:look.zoom', { title })}</Base.Title>
          {picture && (
            <ZoomWindow
              key={picture.id}
              picture={picture}
              alt={t('catalog:product.picture', { number: at + 1, title })}
              onPrevious={at > 0 ? () => onAt(at - 1) : undefined}
              onNext={at + 1 < pictures.length ? () => onAt(at + 1) : undefined}
            />
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface ZoomWindowProps {
  picture: Picture;
  alt: string;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

function ZoomWindow({ picture, alt, onPrevious, onNext }: ZoomWindowProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { width, height, coarseWidth } = filesOf(picture);
  const { zoom, pointers, closer, further, whole, move } = useZoom(box, { width, height });
  const percent = zoom ? percentOf(zoom.frame, zoom.view) : 0;
  const keys: Readonly<Record<string, () => unknown>> = {
    '+': closer,
    '=': closer,
    '-': further,
    _: further,
    '0': whole,
    ArrowLeft: () => move(-1, 0) || onPrevious?.(),
    ArrowRight: () => move(1, 0) || onNext?.(),
    ArrowUp: () => move(0, -1),
    ArrowDown: () => move(0, 1),
  };
  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]!();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys from any of the buttons inside, which do the same.
    <div onKeyDown={press} className="contents">
      <Base.Close
        className="absolute end-3 top-[max(0.75rem,env(safe-area-inset-top))] z-10"
        render={
          <IconButton look="glass" label={t('catalog:look.close')}>
            <X aria-hidden className="size-5" />
          </IconButton>
        }
      />
      <div
        ref={box}
        {...pointers}
        data-testid="zoom-picture"
        data-percent={percent}
        className="relative min-h-0 flex-1 cursor-grab touch-none select-none overflow-hidden active:cursor-grabbing"
      >
        {zoom && <Layers picture={picture} alt={alt} coarseWidth={coarseWidth} zoom={zoom} />}
      </div>
      <div className="flex items-center justify-center gap-2 px-3 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <Tool label={t('catalog:look.previous')} icon={ChevronLeft} act={onPrevious} />
        <Tool label={t('catalog:look.zoomOut')} icon={Minus} act={further} />
        <span aria-live="polite" className="tabular w-16 text-center text-small font-bold">
          {t('catalog:look.percent', { percent })}
        </span>
        <Tool label={t('catalog:look.zoomIn')} icon={Plus} act={closer} />
        <Tool label={t('catalog:look.zoomWhole')} icon={Maximize} act={whole} />
        <Tool label={t('catalog:look.next')} icon={ChevronRight} act={onNext} />
      </div>
      <p className="px-4 pb-3 text-center text-tiny opacity-80">{t('catalog:look.zoomHint')}</p>
    </div>
  );
}

function Tool({ label, icon: Icon, act }: { label: string; icon: typeof X; act: (() => void) | undefined }) {
  return (
    <IconButton look="glass" label={label} disabled={act === undefined} onClick={act}>
      <Icon aria-hidden className="size-5" />
    </IconButton>
  );
}

interface LayersProps {
  picture: Picture;
  alt: string;
  coarseWidth: number;
  zoom: NonNullable<ReturnType<typeof useZoom>['zoom']>;
}

/** The file that is there already, and over it the wide one as soon as there is more to see in it. */
function Layers({ picture, alt, coarseWidth, zoom: { frame, view } }: LayersProps) {
  const wanted = useRef(false);
  const [fine, setFine] = useState(false);
  wanted.current ||= isCoarse(frame, view, coarseWidth);
  const address = (width: number) => `/pictures/${picture.id}/${width}.webp`;
  const layer = {
    width: frame.pictureWidth,
    height: frame.pictureHeight,
    draggable: false,
    className: 'pointer-events-none absolute start-0 top-0 max-w-none origin-top-left',
    style: { transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` },
  };
  return (
    <>
      <img src={address(coarseWidth)} alt={alt} {...layer} />
      {wanted.current && (
        <img src={address(zoomWidth)} alt="" data-fine={fine} onLoad={() => setFine(true)} {...layer} />
      )}
    </>
  );
}

/** WebP's own limit, which the server keeps to when it makes a very tall picture's file. */
const sideMax = 16_383;

/** The size of the best file that there is, and the width of the one that the page shows anyway. */
function filesOf({ width, height, widths }: Picture): { width: number; height: number; coarseWidth: number } {
  const coarseWidth = Math.max(...widths.filter((one) => pictureWidths.some((listed) => listed === one)));
  const best = Math.min(width, widths.includes(zoomWidth) ? zoomWidth : coarseWidth, (sideMax * width) / height);
  return { width: Math.round(best), height: Math.round((best * height) / width), coarseWidth };
}
