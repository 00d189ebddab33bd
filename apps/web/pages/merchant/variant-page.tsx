import { ArrowLeft, PackageX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Product, Sku } from '../../../../features/catalog/protocol.ts';
import { useProduct } from '../../../../features/catalog/web/use-bag.ts';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { SelectField } from '../../../../platform/ui/select-field.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { StaffGate } from '../staff/staff-gate.tsx';

interface VariantPageProps {
  productId: string;
  title: string;
  back: string;
  /** What the choice of a variant is called. */
  variant: string;
  /** The variant that is wished for; the first one where there is no such. */
  skuId: string;
  onSku(skuId: string): void;
  /** Names what tests choose the variant by. */
  testId: string;
  children: (product: Product, sku: Sku) => ReactNode;
}

/** What merchants see of one product, variant by variant. */
export function VariantPage(props: VariantPageProps) {
  const { productId, title, back } = props;
  usePageTitle(title);
  return (
    <StaffGate roles={['merchant']}>
      {() => (
        <>
          <SiteHeader />
          <main className="mx-auto grid max-w-3xl gap-5 px-4 pt-2 pb-12">
            <OfflineNotice />
            <Link
              to={`/merchant/products/${productId}`}
              className="flex min-h-11 items-center gap-1.5 justify-self-start text-small font-semibold text-accent-text"
            >
              <ArrowLeft aria-hidden className="size-4" />
              {back}
            </Link>
            <OfProduct key={productId} {...props} />
          </main>
        </>
      )}
    </StaffGate>
  );
}

function OfProduct(props: VariantPageProps) {
  const { data: product, error } = useProduct(props.productId);
  if (error && !product) return <EmptyState icon={PackageX} title={refusalText(error)} />;
  return product ? <OfVariant product={product} {...props} /> : <Skeleton className="h-96 rounded-card" />;
}

function OfVariant({
  product,
  title,
  variant,
  skuId,
  onSku,
  testId,
  children,
}: VariantPageProps & { product: Product }) {
  const sku = product.skus.find(({ id }) => id === skuId) ?? product.skus[0];
  return (
    <>
      <header className="grid gap-1">
        <h1 className="text-display font-extrabold">{title}</h1>
        <p className="text-muted">{[product.title, sku?.code].filter(Boolean).join(' · ')}</p>
      </header>
      {product.skus.length > 1 && (
        <SelectField
          label={variant}
          value={sku?.id}
          onChange={(event) => onSku(event.target.value)}
          options={product.skus.map(({ id, name }) => ({ value: id, label: name }))}
          data-testid={testId}
        />
      )}
      {sku && children(product, sku)}
    </>
  );
}
