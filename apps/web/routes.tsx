import type { ComponentType } from 'react';

export interface PageRoute {
  readonly path: string;
  lazy(): Promise<{ Component: ComponentType }>;
}

/** Every page is loaded when it is opened, so that a viewer's phone never downloads the studio. */
export const routes: readonly PageRoute[] = [
  { path: '/', lazy: async () => ({ Component: (await import('./pages/home/home-page.tsx')).HomePage }) },
  {
    path: '/rooms/:roomId',
    async lazy() {
      const { prepareRoom, RoomPage } = await import('./pages/room/room-page.tsx');
      await prepareRoom();
      return { Component: RoomPage };
    },
  },
  { path: '/hosts/:hostId', lazy: async () => ({ Component: (await import('./pages/host/host-page.tsx')).HostPage }) },
  { path: '/cart', lazy: async () => ({ Component: (await import('./pages/cart/cart-page.tsx')).CartPage }) },
  {
    path: '/addresses',
    lazy: async () => ({ Component: (await import('./pages/addresses/addresses-page.tsx')).AddressesPage }),
  },
  { path: '/orders', lazy: async () => ({ Component: (await import('./pages/orders/orders-page.tsx')).OrdersPage }) },
  {
    path: '/orders/:orderId',
    lazy: async () => ({ Component: (await import('./pages/orders/linked-order-page.tsx')).LinkedOrderPage }),
  },
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
    path: '/merchant/products/:productId/stock',
    lazy: async () => ({ Component: (await import('./pages/merchant/merchant-stock-page.tsx')).MerchantStockPage }),
  },
  {
    path: '/merchant/settings/:step?',
    lazy: async () => ({
      Component: (await import('./pages/merchant/merchant-settings-page.tsx')).MerchantSettingsPage,
    }),
  },
  { path: '/setup', lazy: async () => ({ Component: (await import('./pages/setup/setup-page.tsx')).SetupPage }) },
  {
    path: '/setup/:shopId/:step',
    lazy: async () => ({ Component: (await import('./pages/setup/setup-step-page.tsx')).SetupStepPage }),
  },
  {
    path: '/shops/:shopId/policies/:kind',
    lazy: async () => ({ Component: (await import('./pages/policy/policy-page.tsx')).PolicyPage }),
  },
  {
    path: '/merchant/:page',
    lazy: async () => ({ Component: (await import('./pages/merchant/merchant-more-page.tsx')).MerchantMorePage }),
  },
  {
    path: '/operator/:page',
    lazy: async () => ({ Component: (await import('./pages/operator/operator-page.tsx')).OperatorPage }),
  },
  { path: '*', lazy: async () => ({ Component: (await import('./pages/not-found-page.tsx')).NotFoundPage }) },
];
