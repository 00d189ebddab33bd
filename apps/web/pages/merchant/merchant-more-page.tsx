import { type ComponentType, lazy } from 'react';
import { useParams } from 'react-router';
import { NotFoundPage } from '../not-found-page.tsx';

/** Pages behind one address, so that a room's first load names one file for all of them. */
const pages: Readonly<Record<string, ComponentType>> = {
  import: lazy(async () => ({ default: (await import('./merchant-import-page.tsx')).MerchantImportPage })),
  orders: lazy(async () => ({ default: (await import('./merchant-orders-page.tsx')).MerchantOrdersPage })),
  money: lazy(async () => ({ default: (await import('./merchant-money-page.tsx')).MerchantMoneyPage })),
  coupons: lazy(async () => ({ default: (await import('./merchant-coupons-page.tsx')).MerchantCouponsPage })),
  staff: lazy(async () => ({ default: (await import('./merchant-staff-page.tsx')).MerchantStaffPage })),
  prices: lazy(async () => ({ default: (await import('./merchant-prices-page.tsx')).MerchantPricesPage })),
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
