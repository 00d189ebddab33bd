import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { PriceText } from '../../../../features/catalog/web/product-numbers.tsx';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import type { Room } from '../../../../features/rooms/protocol.ts';
import { api } from '../../../../platform/ui/api.ts';

const shownMax = 4;

/** A first look at what the show sells; each leads straight to it, in the room. */
export function HeroBag({ room }: { room: Room }) {
  const { t } = useTranslation();
  const bag = useQuery({
    queryKey: ['hero-bag', room.id],
    queryFn: () => api.get<{ products: Product[] }>(`/api/rooms/${room.id}/bag`),
  });
  const products = bag.data?.products.slice(0, shownMax) ?? [];
  if (!bag.isPending && products.length === 0) return null;
  return (
    <section aria-labelledby="hero-bag" className="max-lg:hidden">
      <h2 id="hero-bag" className="mb-2 text-small font-semibold tracking-normal text-muted">
        {t('web:home.inTheBag')}
      </h2>
      <ul className="flex min-h-34 gap-3">
        {products.map((product) => (
          <li key={product.id} className="w-26">
            <Link to={`/rooms/${room.id}?product=${product.id}`} className="group grid gap-1 rounded-control">
              <ProductPicture
                picture={product.pictures[0]}
                alt={product.title}
                sizes="104px"
                className="aspect-square w-full rounded-control shadow-low transition group-hover:-translate-y-0.5"
              />
              <PriceText product={product} className="text-small font-bold" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
