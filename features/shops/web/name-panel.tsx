import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { CountryField } from '../../../platform/ui/country-field.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { type ChangeShop, type Shop, shopNameCharsMax } from '../protocol.ts';
import { CurrencyField } from './currency-field.tsx';
import { PanelForm, type PanelProps } from './panel-form.tsx';
import { useShopChanged } from './use-settings.ts';

/** Name, country and currency. */
export function NamePanel({ settings, onSaved, ...form }: PanelProps) {
  const { t } = useTranslation();
  const { shop, currencyFixed } = settings;
  const changed = useShopChanged(shop.id);
  const [name, setName] = useState(shop.name);
  const [country, setCountry] = useState(shop.country);
  const [currency, setCurrency] = useState(shop.currency);
  const [tried, setTried] = useState(false);
  const save = useAct((id, body: Omit<ChangeShop, 'id'>) => api.patch<Shop>(`/api/shops/${shop.id}`, { id, ...body }), {
    onDone: () => {
      changed();
      onSaved();
    },
  });
  const missing = name.trim() === '';
  const submit = () => {
    setTried(true);
    if (!missing) void save.run({ name: name.trim(), country, ...(currencyFixed ? {} : { currency }) });
  };
  return (
    <PanelForm {...form} busy={save.busy} error={save.error} onSave={submit}>
      <TextField
        label={t('shops:shop.name')}
        maxLength={shopNameCharsMax}
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={tried && missing ? t('shops:shop.nameNeeded') : null}
        data-testid="panel-name"
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <CountryField label={t('shops:name.country')} value={country} onChange={setCountry} testId="panel-country" />
        <CurrencyField value={currency} disabled={currencyFixed} onChange={setCurrency} />
      </div>
      <Notice tone={currencyFixed || currency === shop.currency ? 'plain' : 'warn'}>
        {t(currencyFixed ? 'shops:name.currencyFixed' : 'shops:name.currencyWhy')}
      </Notice>
    </PanelForm>
  );
}
