import { PenLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../platform/ui/button.tsx';

/** One for each product that was bought: its page has the own review, or the way to write it. */
export function ReviewLinks({ products }: { products: ReadonlyMap<string, string> }) {
  const { t } = useTranslation();
  return (
    <ul className="flex flex-wrap gap-1">
      {[...products].map(([id, title]) => (
        <li key={id} className="min-w-0 max-w-full">
          <LinkButton to={`/products/${id}`} look="quiet" size="small" className="max-w-full">
            <PenLine aria-hidden className="size-4 shrink-0" />
            <span className="truncate">{t('reviews:form.ofProduct', { product: title })}</span>
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
