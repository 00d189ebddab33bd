import type { RouteObject } from 'react-router';
import { PageFault } from './pages/page-fault.tsx';
import { PageLoading } from './pages/page-loading.tsx';

/** Every page is loaded when it is opened, so that a viewer's phone never downloads the studio. */
const pages: RouteObject[] = [
  { path: '/', lazy: async () => ({ Component: (await import('./pages/home/home-page.tsx')).HomePage }) },
  { path: '/rooms/:roomId', lazy: async () => ({ Component: (await import('./pages/room/room-page.tsx')).RoomPage }) },
  { path: '/orders', lazy: async () => ({ Component: (await import('./pages/orders/orders-page.tsx')).OrdersPage }) },
  {
    path: '/products/:productId',
    lazy: async () => ({ Component: (await import('./pages/product/product-page.tsx')).ProductPage }),
  },
  {
    path: '/sign-in',
    lazy: async () => ({ Component: (await import('./pages/sign-in/sign-in-page.tsx')).SignInPage }),
  },
  { path: '/reset', lazy: async () => ({ Component: (await import('./pages/reset/reset-page.tsx')).ResetPage }) },
  { path: '/studio', lazy: async () => ({ Component: (await import('./pages/studio/studio-page.tsx')).StudioPage }) },
  {
    path: '/studio/:roomId',
    lazy: async () => ({ Component: (await import('./pages/studio/studio-room-page.tsx')).StudioRoomPage }),
  },
  {
    path: '/merchant',
    lazy: async () => ({ Component: (await import('./pages/merchant/merchant-page.tsx')).MerchantPage }),
  },
  {
    path: '/merchant/products/:productId',
    lazy: async () => ({
      Component: (await import('./pages/merchant/merchant-product-page.tsx')).MerchantProductPage,
    }),
  },
  {
    path: '/merchant/orders',
    lazy: async () => ({ Component: (await import('./pages/merchant/merchant-orders-page.tsx')).MerchantOrdersPage }),
  },
  {
    path: '/merchant/money',
    lazy: async () => ({ Component: (await import('./pages/merchant/merchant-money-page.tsx')).MerchantMoneyPage }),
  },
  {
    path: '/merchant/staff',
    lazy: async () => ({ Component: (await import('./pages/merchant/merchant-staff-page.tsx')).MerchantStaffPage }),
  },
];

export const routes: RouteObject[] = [
  {
    HydrateFallback: PageLoading,
    ErrorBoundary: PageFault,
    children: [
      ...pages,
      { path: '*', lazy: async () => ({ Component: (await import('./pages/not-found-page.tsx')).NotFoundPage }) },
    ],
  },
];
