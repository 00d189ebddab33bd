import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../../platform/kit/languages.ts';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { CountryField } from '../../../platform/ui/country-field.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { currencyOfCountry } from '../currencies.ts';
import { type Language, type OpenShop, type Shop, shopNameCharsMax } from '../protocol.ts';
import { CurrencyField } from './currency-field.tsx';
import { shopsKey } from './use-shops.ts';

/** The first step: with a name, a country and a currency there is a shop. */
export function OpenShopForm({ onOpened }: { onOpened(shop: Shop): void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [country, setCountry] = useState(firstCountry);
  const [wishedCurrency, setCurrency] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const currency = wishedCurrency ?? currencyOfCountry(country);
  const missing = name.trim() === '';
  const open = useAct((id, body: Omit<OpenShop, 'id'>) => api.post<Shop>('/api/shops', { id, ...body }), {
    onDone: async (shop) => {
      // Whoever opens a shop holds roles in it: both are read anew before the next page asks for them.
      await Promise.all([
        queries.invalidateQueries({ queryKey: shopsKey }),
        queries.invalidateQueries({ queryKey: ['me'] }),
        queries.invalidateQueries({ queryKey: ['setup'] }),
      ]);
      onOpened(shop);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const language = chooseLanguage([i18n.language]) as Language;
    if (!missing) void open.run({ name: name.trim(), country, currency, language });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <TextField
        label={t('shops:shop.name')}
        autoFocus
        maxLength={shopNameCharsMax}
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={tried && missing ? t('shops:shop.nameNeeded') : null}
        data-testid="open-name"
      />
      <CountryField label={t('shops:name.country')} value={country} onChange={setCountry} testId="open-country" />
      <CurrencyField value={currency} onChange={setCurrency} />
      <Notice>{t('shops:name.currencyWhy')}</Notice>
      {open.error !== null && <Notice tone="bad">{refusalText(open.error)}</Notice>}
      <Button type="submit" size="large" wide busy={open.busy} data-testid="open-submit">
        {t(open.busy ? 'shops:open.opening' : 'shops:open.open')}
      </Button>
    </form>
  );
}

/** Where the browser says it is at home; it is only proposed. */
function firstCountry(): string {
  return new Intl.Locale(navigator.language).maximize().region ?? 'US';
}
