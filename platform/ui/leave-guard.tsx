import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { guardWayBack } from './way-back.ts';

/** Where somebody wanted to go: by a link, or by the browser's way back. */
type Away = { readonly href: string } | 'back';

/**
 * Asks before a page with something unsaved is left: by a link, the way back, or closing the tab. Whether there is
 * something unsaved is read at that moment, so that a save may lead on in the same breath.
 */
export function LeaveGuard({ unsaved }: { unsaved: RefObject<boolean> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [away, setAway] = useState<Away | null>(null);
  useEffect(() => watch(unsaved, setAway), [unsaved]);

  function leave() {
    unsaved.current = false;
    setAway(null);
    if (away === 'back') window.history.back();
    else if (away !== null) void navigate(away.href);
  }
  return (
    <ConfirmDialog
      open={away !== null}
      title={t('ui:leave.title')}
      text={t('ui:leave.text')}
      yes={t('ui:leave.yes')}
      no={t('ui:leave.no')}
      testId="leave-guard"
      onYes={leave}
      onClose={() => setAway(null)}
    />
  );
}

/** Listens before the router does, and keeps from it what is asked about first. */
function watch(unsaved: RefObject<boolean>, onAway: (away: Away) => void): () => void {
  const here = { href: window.location.href, state: window.history.state };
  const close = (event: BeforeUnloadEvent) => unsaved.current && event.preventDefault();
  const click = (event: MouseEvent) => {
    const href = unsaved.current && hrefOf(event);
    if (!href) return;
    event.preventDefault();
    event.stopPropagation();
    onAway({ href });
  };
  const back = (event: PopStateEvent) => {
    if (!unsaved.current) return;
    event.stopImmediatePropagation();
    // The browser has gone already: this page is put on top again, so that the way back is what it was.
    window.history.pushState(here.state, '', here.href);
    onAway('back');
  };
  window.addEventListener('beforeunload', close);
  window.addEventListener('click', click, { capture: true });
  guardWayBack(back);
  return () => {
    window.removeEventListener('beforeunload', close);
    window.removeEventListener('click', click, { capture: true });
    guardWayBack(null);
  };
}

/** The page of ours to which a click leads in this tab; another tab leaves this page alone, and the browser asks for others. */
function hrefOf(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.target || link.hasAttribute('download')) return null;
  const { origin, pathname, search, hash } = new URL(link.href, window.location.href);
  if (origin !== window.location.origin || pathname === window.location.pathname) return null;
  return pathname + search + hash;
}
