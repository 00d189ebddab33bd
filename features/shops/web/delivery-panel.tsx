import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { newId } from '../../../platform/ui/ids.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { TextArea } from '../../../platform/ui/text-field.tsx';
import { deliveryMethodsMax, pickupNoteCharsMax } from '../terms.ts';
import { blankWay, fieldsOfWay, readWays, type WayFields } from './delivery-draft.ts';
import { DeliveryWay } from './delivery-way.tsx';
import { PanelForm, PanelPart, type PanelProps } from './panel-form.tsx';
import { TickBox } from './tick-box.tsx';
import { useChangeSettings } from './use-settings.ts';

/** In which ways the shop delivers, where and for how much, and whether buyers may fetch. */
export function DeliveryPanel({ settings, onSaved, ...form }: PanelProps) {
  const { t } = useTranslation();
  const { delivery, shop } = settings;
  // An amount half typed is read the way it was begun, whatever language is chosen meanwhile.
  const reading = { currency: shop.currency, locale: useRef(useLocale()).current };
  const [ways, setWays] = useState<readonly WayFields[]>(() =>
    delivery.methods.map((one) => fieldsOfWay(one, reading)),
  );
  const [pickup, setPickup] = useState(delivery.pickup);
  const [pickupNote, setPickupNote] = useState(delivery.pickupNote);
  const [tried, setTried] = useState(false);
  const save = useChangeSettings(shop.id, onSaved);
  const { methods, problems } = readWays(ways, reading);
  const submit = () => {
    setTried(true);
    if (problems.size > 0) return;
    void save.run({ delivery: { methods, pickup, pickupNote: pickup ? pickupNote.trim() : '' } });
  };
  const change = (id: string, next: Partial<WayFields>) =>
    setWays((now) => now.map((way) => (way.id === id ? { ...way, ...next } : way)));
  return (
    <PanelForm {...form} busy={save.busy} error={save.error} onSave={submit}>
      <PanelPart title={t('shops:delivery.ways')} {...(ways.length > 1 && { text: t('shops:delivery.order') })}>
        {ways.map((way, at) => (
          <DeliveryWay
            key={way.id}
            way={way}
            at={at}
            count={ways.length}
            title={t('shops:delivery.way', { number: at + 1 })}
            shop={shop}
            problems={tried ? problems.get(way.id) : undefined}
            onChange={(next) => change(way.id, next)}
            onMove={(to) => setWays((now) => now.toSpliced(at, 1).toSpliced(to, 0, way))}
            onRemove={() => setWays((now) => now.filter(({ id }) => id !== way.id))}
          />
        ))}
        {ways.length < deliveryMethodsMax && (
          <Button
            look="plain"
            size="small"
            className="justify-self-start"
            onClick={() => setWays((now) => [...now, blankWay(newId())])}
            data-testid="delivery-another"
          >
            <Plus aria-hidden className="size-4" />
            {t('shops:delivery.another')}
          </Button>
        )}
      </PanelPart>
      <Pickup pickup={pickup} note={pickupNote} onPickup={setPickup} onNote={setPickupNote} />
    </PanelForm>
  );
}

interface PickupProps {
  pickup: boolean;
  note: string;
  onPickup(pickup: boolean): void;
  onNote(note: string): void;
}

function Pickup({ pickup, note, onPickup, onNote }: PickupProps) {
  const { t } = useTranslation();
  return (
    <PanelPart title={t('shops:delivery.pickupTitle')}>
      <TickBox
        label={t('shops:delivery.pickup')}
        hint={t('shops:delivery.pickupWhat')}
        checked={pickup}
        onChange={onPickup}
        testId="delivery-pickup"
      />
      {pickup && (
        <TextArea
          label={t('shops:delivery.pickupNote')}
          hint={t('shops:delivery.pickupNoteHint')}
          maxLength={pickupNoteCharsMax}
          value={note}
          onChange={(event) => onNote(event.target.value)}
          data-testid="delivery-pickup-note"
        />
      )}
    </PanelPart>
  );
}
