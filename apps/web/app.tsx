import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { preferences, showPreferences } from '../../platform/ui/preferences.ts';
import { ToastRegion } from '../../platform/ui/toast.tsx';
import '../../platform/ui/way-back.ts';
import { startI18n } from './i18n.ts';
import { meetVisitor } from './meet-visitor.ts';
import { queries } from './queries.ts';
import { prepareFirst, Router } from './router.tsx';

showPreferences(preferences());
await Promise.all([startI18n(), prepareFirst(location.pathname)]);
// Without an answer the page stays in English, and says elsewhere what is wrong.
meetVisitor().catch(() => undefined);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
const app = (
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <ToastRegion>
          <Router />
        </ToastRegion>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>
);
// What the server has drawn stands until all of the page can take its place; a transition is made in slices until then.
startTransition(() => createRoot(root).render(app));
// When a phone has had time for what the visitor came for.
setTimeout(() => import('./keep-offline-page.ts').catch(() => undefined), 4_000);
