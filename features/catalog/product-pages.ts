import { type Static, Type } from 'typebox';
import { closed } from '../../platform/kit/schema.ts';
import { Product } from './protocol.ts';

export const productsPerPage = 24;
export const productsPerPageMax = 100;

/** Sold out is what is shown and has nothing left. */
export const productFilters = ['all', 'shown', 'draft', 'archived', 'soldOut'] as const;
export type ProductFilter = (typeof productFilters)[number];

/** GET /api/shops/:shopId/products?which=&search=&after=&limit= -> ProductPage   everybody: shown ones; staff of the shop: all */
export const ProductQuery = Type.Object(
  {
    which: Type.Optional(Type.Enum([...productFilters])),
    search: Type.Optional(Type.String({ description: 'Words of title, variants and codes, from two characters.' })),
    after: Type.Optional(Type.String({ description: 'Where the page before said that it goes on.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: productsPerPageMax })),
  },
  closed,
);
export type ProductQuery = Static<typeof ProductQuery>;

export const ProductPage = Type.Object({
  products: Type.Array(Product),
  next: Type.Union([Type.String(), Type.Null()], { description: 'For `after`; null where there are no more.' }),
});
export type ProductPage = Static<typeof ProductPage>;
