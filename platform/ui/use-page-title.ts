import { useEffect } from 'react';

/** The title of a page that has not found its own yet. */
export const brand = 'Livestall';

/** What the browser's tab, its history and a screen reader call this page. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · ${brand}` : brand;
    return () => {
      document.title = brand;
    };
  }, [title]);
}
