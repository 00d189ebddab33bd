import { Gift, Pin } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PinnedLine } from '../../../../features/barrage/web/pinned-line.tsx';
import { TalkInput } from '../../../../features/barrage/web/talk-input.tsx';
import { TalkList } from '../../../../features/barrage/web/talk-list.tsx';
import { usePinLine, usePinnedId } from '../../../../features/barrage/web/use-pinned.ts';
import { useSay, useTalk } from '../../../../features/barrage/web/use-talk.ts';
import type { NamedProduct } from '../../../../features/coupons/coupon-scope.ts';
import type { Offer } from '../../../../features/coupons/protocol.ts';
import { StudioOfferSheet } from '../../../../features/coupons/web/studio-offer-sheet.tsx';
import { JustOffered } from '../../../../features/coupons/web/studio-offers.tsx';
import type { Mute } from '../../../../features/moderation/protocol.ts';
import { JustMuted } from '../../../../features/moderation/web/just-muted.tsx';
import { type ChosenLine, LineDialog } from '../../../../features/moderation/web/line-dialog.tsx';
import { TalkTools } from '../../../../features/moderation/web/talk-tools.tsx';
import { useModerated } from '../../../../features/moderation/web/use-moderated.ts';
import type { ReplyTo } from '../../../../platform/kit/socket-protocol.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';

export interface TalkOffers {
  readonly roomId: string;
  readonly currency: string;
  readonly products: readonly NamedProduct[];
  readonly explainedId: string | null;
}

interface TalkPanelProps {
  name: string;
  maySay: boolean;
  /** Null for whoever may offer nothing. */
  offers: TalkOffers | null;
}

/** What the room says, the host's own word in it, and what is done about a line that should not be there. */
export function TalkPanel({ name, maySay, offers }: TalkPanelProps) {
  const { t } = useTranslation();
  const lines = useTalk();
  const pinLine = usePinLine();
  const pinnedId = usePinnedId();
  const [reply, setReply] = useState<ReplyTo | null>(null);
  const { slowSeconds } = useModerated();
  const [chosen, setChosen] = useState<ChosenLine | null>(null);
  const [muted, setMuted] = useState<Mute | null>(null);
  const offering = useOffering(offers);
  const act = useMemo(
    () => ({ label: (who: string) => t('moderation:line.open', { name: who }), onAct: setChosen }),
    [t],
  );
  const noMore = useCallback(() => setMuted(null), []);
  return (
    <div data-testid="studio-talk" className="flex min-h-0 flex-1 flex-col gap-2">
      <TalkTools slowSeconds={slowSeconds} />
      {pinnedId !== null && <PinnedLine lineId={pinnedId} on="panel" onUnpin={() => void pinLine(null)} />}
      <TalkList
        lines={lines}
        on="panel"
        large
        className="min-h-32 flex-1"
        act={act}
        onReply={maySay ? setReply : undefined}
      />
      {muted && <JustMuted key={muted.id} mute={muted} onOver={noMore} />}
      {offering.news}
      {maySay && <OwnWord name={name} reply={reply} onReplyOver={() => setReply(null)} pinLine={pinLine} />}
      <LineDialog line={chosen} onClose={() => setChosen(null)} onMuted={setMuted}>
        {chosen && (
          <div className="flex flex-wrap gap-2 [&>button]:flex-1 [&>button]:basis-36">
            {offers && (
              <OfferButton
                onOffer={() => {
                  setChosen(null);
                  offering.offer(chosen);
                }}
              />
            )}
            <PinButton
              isPinned={chosen.id === pinnedId}
              onPin={(up) => {
                setChosen(null);
                void pinLine(up ? chosen.id : null);
              }}
            />
          </div>
        )}
      </LineDialog>
      {offering.sheet}
    </div>
  );
}

/** To whom the host is offering something, and what was offered last. */
function useOffering(offers: TalkOffers | null) {
  const [line, setLine] = useState<ChosenLine | null>(null);
  const [made, setMade] = useState<Offer | null>(null);
  const close = useCallback(() => setLine(null), []);
  if (offers === null) return { offer: setLine, sheet: null, news: null };
  const { roomId, products } = offers;
  return {
    offer: setLine,
    sheet: <StudioOfferSheet {...offers} line={line} onClose={close} onMade={setMade} />,
    news: made && (
      <JustOffered key={made.id} {...{ roomId, products, made }} mayWithdraw onAway={() => setMade(null)} />
    ),
  };
}

function OfferButton({ onOffer }: { onOffer(): void }) {
  const { t } = useTranslation();
  return (
    <Button look="plain" data-testid="line-offer" onClick={onOffer}>
      <Gift aria-hidden className="size-5" />
      {t('coupons:offer.open')}
    </Button>
  );
}

interface OwnWordProps {
  name: string;
  reply: ReplyTo | null;
  onReplyOver(): void;
  pinLine(lineId: string): Promise<void>;
}

/** What the host says; with the pin it stands above the talk at once. */
function OwnWord({ name, reply, onReplyOver, pinLine }: OwnWordProps) {
  const { t } = useTranslation();
  const say = useSay();
  const [pins, setPins] = useState(false);
  const onSay = async (text: string, answered?: ReplyTo) => {
    const id = await say(name, text, answered);
    if (pins) await pinLine(id);
    setPins(false);
  };
  return (
    <div className="flex shrink-0 items-center gap-1">
      <TalkInput on="panel" onSay={onSay} reply={reply} onReplyOver={onReplyOver} testId="studio-talk-input" />
      <IconButton
        label={t('barrage:pin.write')}
        look={pins ? 'accent' : 'quiet'}
        aria-pressed={pins}
        data-testid="pin-what-i-say"
        onClick={() => setPins(!pins)}
      >
        <Pin aria-hidden className="size-5" />
      </IconButton>
    </div>
  );
}

function PinButton({ isPinned, onPin }: { isPinned: boolean; onPin(up: boolean): void }) {
  const { t } = useTranslation();
  return (
    <Button look="plain" data-testid="line-pin" onClick={() => onPin(!isPinned)}>
      <Pin aria-hidden className="size-5" />
      {isPinned ? t('barrage:pin.takeDown') : t('barrage:pin.putUp')}
    </Button>
  );
}
