import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { Announcer, announce } from '../../platform/ui/announcer.tsx';
import { brand } from '../../platform/ui/use-page-title.ts';
import { useScrollPlaces } from './use-scroll-places.ts';

/** By then most pages have found their title; one that loads longer is waited for, but not for ever. */
const titleMs = 700;
const titleMsMax = 10_000;
const titleLookMs = 100;

/** Around every page: the way past its head, and word of a new one for whoever does not see it come. */
export function PageRoot() {
  useNewPage();
  useScrollPlaces();
  return (
    <>
      <SkipLink />
      <Outlet />
      <Announcer />
    </>
  );
}

function SkipLink() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      data-testid="skip-link"
      onClick={focusMain}
      className="fixed start-3 top-3 z-60 flex min-h-11 items-center rounded-control bg-ink px-4 font-bold text-paper not-focus:sr-only"
    >
      {t('ui:skip')}
    </button>
  );
}

/** A page that came without loading the document says its name, and the keyboard goes on from its content. */
function useNewPage(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    focusMain();
    return whenTitled(() => {
      // A page that had to be loaded had no content yet when its address came.
      if (document.activeElement === document.body) focusMain();
      announce(document.title);
    });
  }, [pathname]);
}

/** Calls once the page has a title of its own. Returns the way to stop waiting. */
function whenTitled(then: () => void): () => void {
  const until = performance.now() + titleMsMax;
  let timer = setTimeout(look, titleMs);
  function look(): void {
    if (document.title !== brand || performance.now() > until) then();
    else timer = setTimeout(look, titleLookMs);
  }
  return () => clearTimeout(timer);
}

function focusMain(): void {
  const main = document.querySelector('main');
  if (main === null) return;
  main.tabIndex = -1;
  main.focus({ preventScroll: true });
}
