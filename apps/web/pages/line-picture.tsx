import { Link } from 'react-router';
import { ProductPicture } from '../../../features/catalog/web/product-picture.tsx';
import { useProduct } from '../../../features/catalog/web/use-bag.ts';

/** As the product looks now; one that is no longer shown has its place, so that nothing jumps. */
export function LinePicture({ productId }: { productId: string }) {
  const product = useProduct(productId).data;
  const picture = (
    <ProductPicture picture={product?.pictures[0]} alt="" sizes="64px" className="size-16 rounded-control" />
  );
  if (!product) return picture;
  return (
    <Link to={`/products/${productId}`} aria-label={product.title} className="shrink-0 rounded-control">
      {picture}
    </Link>
  );
}
