import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { BrowserRouter, Route, Routes, useLocation } from 'react-router';
import { PageRoot } from './page-root.tsx';
import { PageFault } from './pages/page-fault.tsx';
import { PageLoading } from './pages/page-loading.tsx';
import { isAt } from './route-path.ts';
import { routes } from './routes.tsx';

interface Page {
  readonly path: string;
  Page: ComponentType;
}

const pages: readonly Page[] = routes.map(({ path, lazy: load }) => ({
  path,
  Page: lazy(async () => ({ default: (await load()).Component })),
}));

/** Loads the page of an address before anything is rendered, so that what the server has drawn of it stands until then. */
export async function prepareFirst(pathname: string): Promise<void> {
  const page = pageAt(pathname);
  const route = routes.find(({ path }) => path === page.path);
  // Whatever is wrong with it, the page itself will find and tell.
  const loaded = await route?.lazy().catch(() => null);
  if (loaded) page.Page = loaded.Component;
}

/**
 * Pages by address. They read their own data, so of the router only the plain part is here: its data router alone would
 * be a tenth of what a room loads first.
 */
export function Router() {
  return (
    <BrowserRouter>
      <PageBoundary>
        <Suspense fallback={<PageLoading />}>
          <PageOfAddress />
        </Suspense>
      </PageBoundary>
    </BrowserRouter>
  );
}

/** The router gets the one page that fits: to rank all of them is a tenth of a second on a slow phone. */
function PageOfAddress() {
  const { path, Page } = pageAt(useLocation().pathname);
  return (
    <Routes>
      <Route element={<PageRoot />}>
        <Route path={path} element={<Page />} />
      </Route>
    </Routes>
  );
}

function pageAt(pathname: string): Page {
  return pages.find(({ path }) => isAt(path, pathname)) ?? pages.at(-1)!;
}

function PageBoundary({ children }: { children: ReactNode }) {
  return <FaultBoundary pathname={useLocation().pathname}>{children}</FaultBoundary>;
}

interface FaultBoundaryProps {
  pathname: string;
  children: ReactNode;
}

/** A page that breaks is told; another address is a new try. React catches only with a class. */
class FaultBoundary extends Component<FaultBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidUpdate(before: FaultBoundaryProps) {
    if (this.state.broken && before.pathname !== this.props.pathname) this.setState({ broken: false });
  }

  override render() {
    return this.state.broken ? <PageFault /> : this.props.children;
  }
}
