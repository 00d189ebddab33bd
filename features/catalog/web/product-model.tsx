import { Scan } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import type { Product } from '../protocol.ts';
import { canDrawModels, type ModelElement, makeModelElement, placeModelElement } from './model-element.ts';
import { ProductPicture } from './product-picture.tsx';

interface ProductModelProps {
  modelId: string;
  title: string;
  poster: Product['pictures'][number] | undefined;
  className?: string;
}

/** The product in space, to be turned and come close to, and in the viewer's own room where the device can do that. */
export function ProductModel({ modelId, title, poster, className }: ProductModelProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { state, share, element } = useModel(box, modelId, t('catalog:look.modelAlt', { title }));
  const bare = state === 'none' || state === 'failed';
  return (
    <div data-testid="model" data-state={state} className={className}>
      <div ref={box} className="absolute inset-0" />
      {state !== 'shown' && (
        <ProductPicture
          picture={poster}
          alt=""
          sizes="(min-width: 48rem) 24rem, 100vw"
          className="absolute inset-0 size-full"
        />
      )}
      {state === 'loading' && (
        <progress
          value={share}
          aria-label={t('catalog:look.modelLoading')}
          className="absolute inset-x-6 bottom-4 h-2 w-[calc(100%-3rem)] accent-accent"
        />
      )}
      {state !== 'loading' && (
        <p
          role={bare ? 'alert' : undefined}
          className={classNames(
            'pointer-events-none absolute inset-x-0 bottom-2 mx-auto w-fit max-w-[90%] bg-glass px-2.5 py-1 text-center font-semibold text-on-stage',
            bare ? 'rounded-control text-small' : 'rounded-full text-tiny',
          )}
        >
          {state === 'shown' && t('catalog:look.modelHint')}
          {state === 'none' && t('catalog:look.modelNone')}
          {state === 'failed' && t('catalog:look.modelFailed')}
        </p>
      )}
      {element && createPortal(<ArButton />, element)}
    </div>
  );
}

/** The library shows what is in this slot where the device can place the model, and takes the tap itself. */
function ArButton() {
  const { t } = useTranslation();
  return (
    <Button slot="ar-button" look="glass" size="small" data-testid="model-ar" className="absolute end-2 top-2">
      <Scan aria-hidden className="size-4" />
      {t('catalog:look.ar')}
    </Button>
  );
}

type State = 'loading' | 'shown' | 'none' | 'failed';

function useModel(box: React.RefObject<HTMLElement | null>, modelId: string, alt: string) {
  const [state, setState] = useState<State>('loading');
  const [share, setShare] = useState(0);
  const [element, setElement] = useState<ModelElement | null>(null);
  useEffect(() => {
    let over = false;
    let made: ModelElement | null = null;
    if (!canDrawModels()) {
      setState('none');
      return;
    }
    makeModelElement().then(
      (ready) => {
        if (over || !box.current) return;
        made = ready;
        prepare(ready, `/models/${modelId}.glb`, { setState, setShare });
        placeModelElement(box.current, ready);
        setElement(ready);
      },
      () => !over && setState('failed'),
    );
    return () => {
      over = true;
      made?.remove();
    };
  }, [box, modelId]);
  useEffect(() => {
    if (element) element.alt = alt;
  }, [element, alt]);
  return { state, share, element };
}

interface Told {
  setState(state: State): void;
  setShare(share: number): void;
}

function prepare(element: ModelElement, src: string, { setState, setShare }: Told): void {
  element.className = 'size-full bg-sunken';
  element.addEventListener('load', () => setState('shown'));
  element.addEventListener('error', () => setState('failed'));
  element.addEventListener('progress', (event: Event) => {
    setShare((event as CustomEvent<{ totalProgress: number }>).detail.totalProgress);
  });
  // Its own progress bar and prompt are left out: ours speak the reader's language.
  const none = Object.assign(document.createElement('span'), { slot: 'progress-bar', hidden: true });
  element.append(none);
  Object.assign(element, {
    cameraControls: true,
    touchAction: 'pan-y',
    interactionPrompt: 'none',
    shadowIntensity: 0.9,
    cameraOrbit: '25deg 70deg auto',
    loading: 'eager',
    ar: true,
    // iPhones get a USDZ that the library makes from the same file on the spot.
    arModes: 'webxr scene-viewer quick-look',
    src,
  } satisfies Partial<ModelElement>);
}
