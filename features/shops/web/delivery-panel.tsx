import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editableMoney, parseMoney } from '../../../platform/kit/money.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { TextArea, TextField } from '../../../platform/ui/text-field.tsx';
import { pickupNoteCharsMax } from '../terms.ts';
import { CountrySet } from './country-set.tsx';
import { PanelForm, PanelPart, type PanelProps } from './panel-form.tsx';
import { TickBox } from './tick-box.tsx';
import { useChangeSettings } from './use-settings.ts';

/** Where the shop delivers, for how much, and whether buyers may fetch. */
export function DeliveryPanel({ settings, onSaved, ...form }: PanelProps) {
  const { t } = useTranslation();
  const { delivery, shop } = settings;
  const [countries, setCountries] = useState<readonly string[] | null>(delivery.countries);
  const [pickup, setPickup] = useState(delivery.pickup);
  const [pickupNote, setPickupNote] = useState(delivery.pickupNote);
  const cost = useAmount(delivery.costMinor, shop.currency);
  const freeFrom = useAmount(delivery.freeFromMinor, shop.currency);
  const [tried, setTried] = useState(false);
  const save = useChangeSettings(shop.id, onSaved);
  const submit = () => {
    setTried(true);
    if (cost.minor === null || cost.minor === undefined || freeFrom.minor === undefined) return;
    const [costMinor, freeFromMinor] = [cost.minor, freeFrom.minor];
    const named = countries === null ? null : [...countries];
    void save.run({
      delivery: { countries: named, costMinor, freeFromMinor, pickup, pickupNote: pickup ? pickupNote.trim() : '' },
    });
  };
  return (
    <PanelForm {...form} busy={save.busy} error={save.error} onSave={submit}>
      <Where countries={countries} own={shop.country} onChange={setCountries} />
      <PanelPart title={t('shops:delivery.cost')}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            label={t('shops:delivery.perOrder', { currency: shop.currency })}
            inputMode="decimal"
            value={cost.text}
            onChange={(event) => cost.setText(event.target.value)}
            problem={tried && cost.minor == null ? t('shops:delivery.amountWrong') : null}
            data-testid="delivery-cost"
          />
          <TextField
            label={t('shops:delivery.freeFrom', { currency: shop.currency })}
            hint={t('shops:delivery.freeFromHint')}
            inputMode="decimal"
            value={freeFrom.text}
            onChange={(event) => freeFrom.setText(event.target.value)}
            problem={tried && freeFrom.minor === undefined ? t('shops:delivery.amountWrong') : null}
            data-testid="delivery-free-from"
          />
        </div>
      </PanelPart>
      <Pickup pickup={pickup} note={pickupNote} onPickup={setPickup} onNote={setPickupNote} />
    </PanelForm>
  );
}

interface WhereProps {
  countries: readonly string[] | null;
  own: string;
  onChange(countries: readonly string[] | null): void;
}

function Where({ countries, own, onChange }: WhereProps) {
  const { t } = useTranslation();
  return (
    <PanelPart title={t('shops:delivery.where')}>
      <div className="grid gap-2 sm:grid-cols-2">
        <TickBox
          type="radio"
          name="delivery-where"
          label={t('shops:delivery.everywhere')}
          checked={countries === null}
          onChange={() => onChange(null)}
          testId="delivery-everywhere"
        />
        <TickBox
          type="radio"
          name="delivery-where"
          label={t('shops:delivery.named')}
          checked={countries !== null}
          onChange={() => onChange(countries ?? [own])}
          testId="delivery-named"
        />
      </div>
      {countries !== null && <CountrySet countries={countries} onChange={onChange} />}
    </PanelPart>
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

/** An amount as it is typed; null for none, undefined for something that is no amount. */
function useAmount(first: number | null, currency: string) {
  const locale = useLocale();
  const [text, setText] = useState(first === null ? '' : editableMoney(first, currency, locale));
  const minor = text.trim() === '' ? null : (parseMoney(text, currency, locale) ?? undefined);
  return { text, setText, minor };
}
