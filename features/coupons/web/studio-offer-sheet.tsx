import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { Sheet } from '../../../platform/ui/sheet.tsx';
import type { NamedProduct } from '../coupon-scope.ts';
import { firstOfferFields, type OfferFields, offerMinuteChoices, readOffer } from '../offer-form.ts';
import type { Offer } from '../protocol.ts';
import { OffFields } from './off-fields.tsx';
import { useSpanText } from './span-text.ts';
import { useMakeOffer } from './use-offers.ts';

interface StudioOfferSheetProps {
  roomId: string;
  currency: string;
  /** What the show sells; first what it explains now. */
  products: readonly NamedProduct[];
  explainedId: string | null;
  /** Something that the person has said: people are known by that alone. Null closes the sheet. */
  line: { readonly id: string; readonly name: string } | null;
  onClose(): void;
  onMade(offer: Offer): void;
}

/** Something off for whoever said a line: everything but the send button may stay as it comes. */
export function StudioOfferSheet({ line, onClose, ...rest }: StudioOfferSheetProps) {
  const { t } = useTranslation();
  // While the sheet goes away, it still names whom it was for.
  const last = useRef(line);
  last.current = line ?? last.current;
  return (
    <Sheet
      open={line !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t('coupons:offer.title', { name: last.current?.name ?? '' })}
      testId="offer-sheet"
    >
      {line && <OfferForm key={line.id} line={line} onClose={onClose} {...rest} />}
    </Sheet>
  );
}

type OfferFormProps = StudioOfferSheetProps & { line: NonNullable<StudioOfferSheetProps['line']> };

function OfferForm({ roomId, currency, products, explainedId, line, onClose, onMade }: OfferFormProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const spanText = useSpanText();
  const [fields, setFields] = useState<OfferFields>(() => firstOfferFields(explainedId));
  const set = (change: Partial<OfferFields>) => setFields((before) => ({ ...before, ...change }));
  const offer = readOffer(fields, currency, locale);
  const making = useMakeOffer(roomId, (made) => {
    onMade(made);
    onClose();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (offer) void making.run({ ...offer, lineId: line.id });
  };
  return (
    <form className="grid gap-4" onSubmit={submit} data-testid="offer-form">
      <OffFields fields={fields} set={set} testId="offer" />
      <SelectField
        label={t('coupons:offer.for')}
        value={fields.productId}
        data-testid="offer-product"
        onChange={(event) => set({ productId: event.target.value })}
        options={[
          { value: '', label: t('coupons:offer.forAny') },
          ...products.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      <SelectField
        label={t('coupons:offer.howLong')}
        value={`${fields.minutes}`}
        data-testid="offer-minutes"
        onChange={(event) => set({ minutes: Number(event.target.value) })}
        options={offerMinuteChoices.map((minutes) => ({ value: `${minutes}`, label: spanText(minutes) }))}
      />
      {making.error !== null && <Notice tone="bad">{refusalText(making.error)}</Notice>}
      <Button type="submit" size="large" busy={making.busy} disabled={!offer} data-testid="offer-send">
        {t('coupons:offer.send')}
      </Button>
      <p className="text-small text-muted">{t('coupons:offer.alone')}</p>
    </form>
  );
}
