import type { ReactNode } from 'react';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';

/** The door: one card in the middle of the page, under the awning. */
export function EntryCard({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-md px-4 py-8 sm:py-16">
        <div className="grid gap-6 rounded-sheet border border-line bg-surface p-6 shadow-low sm:p-8">
          <div className="grid gap-2">
            <h1 className="text-display font-extrabold">{title}</h1>
            {lead && <p className="text-muted">{lead}</p>}
          </div>
          {children}
        </div>
      </main>
    </>
  );
}
