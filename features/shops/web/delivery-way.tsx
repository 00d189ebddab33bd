import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { deliveryDaysMax, deliveryNameCharsMax } from '../terms.ts';
import { CountrySet } from './country-set.tsx';
import type { WayFields, WayProblem } from './delivery-draft.ts';
import { PanelPart } from './panel-form.tsx';
import { TickBox } from './tick-box.tsx';
import { WayMoves } from './way-moves.tsx';

interface DeliveryWayProps {
  way: WayFields;
  /** Its place among so many; the first one explains the fields. */
  at: number;
  count: number;
  /** What it is called where it has no name, among several. */
  title: string;
  shop: { readonly currency: string; readonly country: string };
  problems: ReadonlySet<WayProblem> | undefined;
  onChange(change: Partial<WayFields>): void;
  onMove(to: number): void;
  onRemove(): void;
}

/** One way of delivery: what it is called, how long it takes, where it goes, and what it costs. */
export function DeliveryWay(props: DeliveryWayProps) {
  const { t } = useTranslation();
  const { way, at, title, shop, problems, onChange } = props;
  return (
    <section
      className="grid grid-cols-1 gap-5 rounded-card border border-line p-4"
      aria-label={way.name || title}
      data-testid="delivery-method"
    >
      <div className="grid">
        <Head {...props} />
        <TextField
          label={t('shops:delivery.name')}
          {...(at === 0 && { hint: t('shops:delivery.nameHint') })}
          maxLength={deliveryNameCharsMax}
          value={way.name}
          onChange={(event) => onChange({ name: event.target.value })}
          problem={problems?.has('name') ? t('shops:delivery.nameWrong') : null}
          data-testid="delivery-name"
        />
      </div>
      <Where
        id={way.id}
        countries={way.countries}
        own={shop.country}
        onChange={(countries) => onChange({ countries })}
      />
      <Cost {...{ way, problems, onChange }} currency={shop.currency} />
      <Days {...{ way, problems, onChange }} />
    </section>
  );
}

/** Which one it is, and what is done with it as a whole. */
function Head({ way, at, count, title, onMove, onRemove }: DeliveryWayProps) {
  const { t } = useTranslation();
  const name = way.name || title;
  return (
    <div className="-mt-2 -me-2 flex items-center">
      <span className="me-auto text-small font-semibold text-muted">{title}</span>
      {count > 1 && <WayMoves name={name} at={at} count={count} onMove={onMove} />}
      <IconButton label={t('shops:delivery.removeWay', { name })} onClick={onRemove}>
        <X aria-hidden className="size-5" />
      </IconButton>
    </div>
  );
}

type PartProps = Pick<DeliveryWayProps, 'way' | 'problems' | 'onChange'>;

function Cost({ way, problems, onChange, currency }: PartProps & { currency: string }) {
  const { t } = useTranslation();
  return (
    <PanelPart title={t('shops:delivery.cost')}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label={t('shops:delivery.perOrder', { currency })}
          inputMode="decimal"
          value={way.cost}
          onChange={(event) => onChange({ cost: event.target.value })}
          problem={problems?.has('cost') ? t('shops:delivery.amountWrong') : null}
          data-testid="delivery-cost"
        />
        <TextField
          label={t('shops:delivery.freeFrom', { currency })}
          hint={t('shops:delivery.freeFromHint')}
          inputMode="decimal"
          value={way.freeFrom}
          onChange={(event) => onChange({ freeFrom: event.target.value })}
          problem={problems?.has('freeFrom') ? t('shops:delivery.amountWrong') : null}
          data-testid="delivery-free-from"
        />
      </div>
    </PanelPart>
  );
}

function Days({ way, problems, onChange }: PartProps) {
  const { t } = useTranslation();
  const problem = problems?.has('days') ? t('shops:delivery.daysWrong', { most: deliveryDaysMax }) : null;
  return (
    <PanelPart title={t('shops:delivery.days')} text={t('shops:delivery.daysHint')}>
      <div className="grid grid-cols-2 items-start gap-4">
        <TextField
          label={t('shops:delivery.daysFrom')}
          inputMode="numeric"
          value={way.daysFrom}
          onChange={(event) => onChange({ daysFrom: event.target.value })}
          problem={problem}
          data-testid="delivery-days-from"
        />
        <TextField
          label={t('shops:delivery.daysTo')}
          inputMode="numeric"
          value={way.daysTo}
          onChange={(event) => onChange({ daysTo: event.target.value })}
          data-testid="delivery-days-to"
        />
      </div>
    </PanelPart>
  );
}

interface WhereProps {
  id: string;
  countries: readonly string[] | null;
  own: string;
  onChange(countries: readonly string[] | null): void;
}

function Where({ id, countries, own, onChange }: WhereProps) {
  const { t } = useTranslation();
  return (
    <PanelPart title={t('shops:delivery.where')}>
      <div className="grid gap-2 sm:grid-cols-2">
        <TickBox
          type="radio"
          name={`delivery-where-${id}`}
          label={t('shops:delivery.everywhere')}
          checked={countries === null}
          onChange={() => onChange(null)}
          testId="delivery-everywhere"
        />
        <TickBox
          type="radio"
          name={`delivery-where-${id}`}
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
