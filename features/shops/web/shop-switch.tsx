import { useTranslation } from 'react-i18next';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import type { Shop } from '../protocol.ts';
import { chooseShop } from './chosen-shop.ts';

/** For who works in more than one shop. */
export function ShopSwitch({ shop, shops }: { shop: Shop; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  if (shops.length < 2) return null;
  return (
    <SelectField
      label={t('shops:switch.label')}
      className="max-w-72"
      value={shop.id}
      options={shops.map(({ id, name, demo }) => ({
        value: id,
        label: demo ? t('shops:switch.demo', { name }) : name,
      }))}
      onChange={(event) => chooseShop(event.target.value)}
      data-testid="shop-switch"
    />
  );
}
