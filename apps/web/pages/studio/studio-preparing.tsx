import { useTranslation } from 'react-i18next';
import { productNumbers } from '../../../../features/catalog/product-numbers.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { mayGoLive, type ReadyFacts, readyChecks } from '../../../../features/rooms/ready-checks.ts';
import type { RoomView } from '../../../../features/rooms/rooms-view.ts';
import { StudioSetup } from '../../../../features/rooms/web/studio-setup.tsx';
import { classNames } from '../../../../platform/ui/class-names.ts';
import type { StaffView } from '../staff/staff-gate.tsx';
import { BagOrder, BagPicker } from './bag-panel.tsx';
import { GoLive, PrepareCamera } from './prepare-camera.tsx';
import { useHeard } from './quiet-hint.tsx';
import { ReadyList } from './ready-list.tsx';
import type { BagDraft } from './use-bag-draft.ts';
import { useLineCheck } from './use-line-check.ts';
import type { useSending } from './use-sending.ts';

interface PreparingProps {
  roomId: string;
  view: StaffView;
  room: Pick<RoomView, 'title' | 'coverPictureId'>;
  bag: BagDraft;
  products: ReadonlyMap<string, Product>;
  sending: ReturnType<typeof useSending>;
}

/** Before the show: what it is called, what is in the bag, and whether one is seen and heard. */
export function StudioPreparing(props: PreparingProps) {
  const { t } = useTranslation();
  const { roomId, view, room, bag, products } = props;
  const host = view.may('host');
  const shopId = view.shop.id;
  return (
    <main
      className={classNames(
        'grid gap-6 p-4 lg:min-h-0 lg:flex-1 lg:gap-8 lg:overflow-hidden lg:p-6 lg:pb-0',
        host && 'max-lg:pb-36 lg:grid-cols-[minmax(17rem,22rem)_1fr]',
      )}
    >
      {host && <OwnSide {...props} />}
      <div className="grid content-start items-start gap-6 lg:min-h-0 lg:overflow-y-auto lg:pe-1 lg:pb-6 xl:grid-cols-2 xl:gap-8">
        {host ? <Checks {...props} /> : <p className="text-muted xl:col-span-2">{t('rooms:studio.help')}</p>}
        {host && (
          <StudioSetup roomId={roomId} shopId={shopId} title={room.title} coverPictureId={room.coverPictureId} />
        )}
        <section className="grid gap-3 xl:col-start-1">
          <h2 className="flex items-baseline justify-between gap-3 text-title font-extrabold">
            {t('rooms:studio.bag.heading')}
            <span className="text-small font-semibold text-muted" aria-live="polite">
              {bag.saving
                ? t('rooms:studio.setup.saving')
                : t('rooms:studio.bag.chosen', { count: bag.productIds.length })}
            </span>
          </h2>
          <BagOrder bag={bag} products={products} mayChange={host} {...(host ? { dealsOf: roomId } : {})} />
        </section>
        {host && (
          <section className="grid gap-3">
            <h2 className="text-title font-extrabold">{t('rooms:studio.bag.choose')}</h2>
            <BagPicker shopId={shopId} bag={bag} mayEdit={view.may('merchant')} />
          </section>
        )}
      </div>
    </main>
  );
}

/** The camera and the one large button, which stays in sight. */
function OwnSide({ roomId, sending }: PreparingProps) {
  const { camera, onAir, goLive } = sending;
  return (
    <div className="grid content-start gap-4 lg:flex lg:min-h-0 lg:flex-col lg:pb-5">
      <PrepareCamera camera={camera} onAir={onAir} />
      <div className="max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:border-t max-lg:border-line max-lg:bg-paper/95 max-lg:p-3 max-lg:pb-[max(0.75rem,env(safe-area-inset-bottom))] max-lg:backdrop-blur">
        <GoLive
          ready={mayGoLive({ camera: cameraOf(camera) })}
          busy={goLive.busy}
          onGoLive={() => void goLive.run(roomId)}
        />
      </div>
    </div>
  );
}

function Checks({ roomId, room, bag, products, sending }: PreparingProps) {
  const line = useLineCheck(roomId);
  const facts = useReadyFacts({ room, bag, products, sending, line: line.line });
  return (
    <div className="xl:col-start-2 xl:row-start-1">
      <ReadyList checks={readyChecks(facts)} line={line} count={bag.productIds.length} />
    </div>
  );
}

function cameraOf({ state }: PreparingProps['sending']['camera']): ReadyFacts['camera'] {
  return state.kind === 'problem' ? 'off' : state.kind;
}

function useReadyFacts({
  room,
  bag,
  products,
  sending: { camera },
  line,
}: Pick<PreparingProps, 'room' | 'bag' | 'products' | 'sending'> & Pick<ReadyFacts, 'line'>): ReadyFacts {
  const capture = camera.state.kind === 'on' ? camera.state.capture : null;
  const heard = useHeard(capture);
  const forSale = bag.productIds.filter((id) => {
    const product = products.get(id);
    return product !== undefined && productNumbers(product).left > 0;
  });
  return {
    title: room.title,
    hasCover: room.coverPictureId !== null,
    products: bag.productIds.length,
    forSale: forSale.length,
    camera: cameraOf(camera),
    microphone: capture === null ? 'waiting' : capture.stream.getAudioTracks().length === 0 ? 'none' : heard,
    line,
  };
}
