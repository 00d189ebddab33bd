import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import type { NamedProduct } from '../coupon-scope.ts';
import { scopeProductsMax } from '../protocol.ts';

interface ScopeFieldProps {
  products: readonly NamedProduct[];
  /** A way to others than these. */
  find?: ReactNode;
  /** Null for everything of the shop. */
  chosen: readonly string[] | null;
  onChange(chosen: readonly string[] | null): void;
}

/** What a coupon is for: everything, or some products. */
export function ScopeField({ products, find, chosen, onChange }: ScopeFieldProps) {
  const { t } = useTranslation();
  if (products.length === 0 && !find) return null;
  return (
    <div className="grid gap-2">
      <p className="text-small font-semibold">{t('coupons:studio.scope')}</p>
      <Segmented
        label={t('coupons:studio.scope')}
        value={chosen === null ? 'all' : 'some'}
        onChange={(value) => onChange(value === 'all' ? null : [])}
        options={[
          { value: 'all', label: t('coupons:studio.scopeAll') },
          { value: 'some', label: t('coupons:studio.scopeSome'), testId: 'coupon-scope-some' },
        ]}
      />
      {chosen !== null && find}
      {chosen !== null && <Choice products={products} chosen={chosen} onChange={onChange} />}
    </div>
  );
}

function Choice({ products, chosen, onChange }: ScopeFieldProps & { chosen: readonly string[] }) {
  const { t } = useTranslation();
  const full = chosen.length >= scopeProductsMax;
  const seen = useRef(new Map<string, NamedProduct>());
  for (const product of products) seen.current.set(product.id, product);
  // What was chosen stays in sight, whatever is searched for next.
  const kept = chosen.flatMap((id) => (products.some((one) => one.id === id) ? [] : (seen.current.get(id) ?? [])));
  return (
    <fieldset className="grid max-h-64 gap-1 overflow-y-auto rounded-control border border-line p-1">
      <legend className="sr-only">{t('coupons:studio.scopeSome')}</legend>
      {products.length === 0 && (
        <p role="status" className="px-2 py-3 text-small text-muted">
          {t('coupons:shop.noneFound')}
        </p>
      )}
      {[...kept, ...products].map(({ id, title }) => {
        const on = chosen.includes(id);
        return (
          <label key={id} className="flex min-h-11 cursor-pointer items-center gap-3 rounded-chip px-2 hover:bg-sunken">
            <input
              type="checkbox"
              checked={on}
              disabled={full && !on}
              data-testid="coupon-scope-product"
              onChange={() => onChange(on ? chosen.filter((one) => one !== id) : [...chosen, id])}
              className="size-5 shrink-0 accent-accent"
            />
            <span className="min-w-0 flex-1 text-small font-semibold [overflow-wrap:anywhere]">{title}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
