import { useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { useCountryNames } from '../../../platform/ui/country-names.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Shop } from '../protocol.ts';
import { shopsKey } from './use-shops.ts';

const shopNameCharsMax = 60;

/** The shop's name, changed where it is read. */
export function ShopName({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const [editing, setEditing] = useState(false);
  if (editing) return <NameForm shop={shop} onDone={() => setEditing(false)} />;
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      <h1 className="min-w-0 text-display font-extrabold" data-testid="shop-name">
        {shop.name}
      </h1>
      <IconButton label={t('shops:shop.change')} onClick={() => setEditing(true)} data-testid="shop-name-edit">
        <Pencil aria-hidden className="size-4.5" />
      </IconButton>
      <span className="flex items-center gap-2 text-small text-muted">
        {t('shops:shop.facts', { currency: shop.currency, country: nameOf(shop.country) })}
        {shop.demo && <Badge tone="warn">{t('shops:shop.demo')}</Badge>}
      </span>
    </div>
  );
}

function NameForm({ shop, onDone }: { shop: Shop; onDone(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState(shop.name);
  const save = useAct((id, next: string) => api.patch<Shop>(`/api/shops/${shop.id}`, { id, name: next }), {
    onDone: async () => {
      await queries.invalidateQueries({ queryKey: shopsKey });
      onDone();
    },
  });
  const missing = name.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === shop.name) onDone();
    else if (!missing) void save.run(name.trim());
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-start gap-2">
      <TextField
        label={t('shops:shop.name')}
        bare
        className="min-w-60 flex-1"
        autoFocus
        maxLength={shopNameCharsMax}
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={missing ? t('shops:shop.nameNeeded') : save.error === null ? null : refusalText(save.error)}
        data-testid="shop-name-input"
      />
      <Button type="submit" busy={save.busy} data-testid="shop-name-save">
        {t(save.busy ? 'shops:shop.saving' : 'shops:shop.save')}
      </Button>
      <Button look="plain" onClick={onDone} disabled={save.busy}>
        {t('shops:shop.cancel')}
      </Button>
    </form>
  );
}
