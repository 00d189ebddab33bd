import { type ComponentType, lazy } from 'react';
import { useParams } from 'react-router';
import { NotFoundPage } from '../not-found-page.tsx';

/** Pages behind one address, so that a room's first load names one file for all of them. */
const pages: Readonly<Record<string, ComponentType>> = {
  books: lazy(async () => ({ default: (await import('./operator-books-page.tsx')).OperatorBooksPage })),
  verification: lazy(async () => ({
    default: (await import('./operator-verification-page.tsx')).OperatorVerificationPage,
  })),
};

export function OperatorPage() {
  const { page = '' } = useParams();
  const Page = Object.hasOwn(pages, page) ? pages[page]! : NotFoundPage;
  return <Page />;
}
