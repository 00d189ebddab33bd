import { type ComponentType, lazy } from 'react';
import { useParams } from 'react-router';
import { NotFoundPage } from '../not-found-page.tsx';

/** Pages behind one address, so that a room's first load names one file for all of them. */
const pages: Readonly<Record<string, ComponentType>> = {
  audit: lazy(async () => ({ default: (await import('./merchant-audit-page.tsx')).MerchantAuditPage })),
  reviews: lazy(async () => ({ default: (await import('./merchant-reviews-page.tsx')).MerchantReviewsPage })),
  verification: lazy(async () => ({
    default: (await import('./merchant-verification-page.tsx')).MerchantVerificationPage,
  })),
};

export function MerchantMorePage() {
  const { page = '' } = useParams();
  const Page = Object.hasOwn(pages, page) ? pages[page]! : NotFoundPage;
  return <Page />;
}
