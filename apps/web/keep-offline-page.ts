// Browsers allow it with HTTPS and on the machine itself; elsewhere they show a page of their own when nothing answers.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  navigator.serviceWorker.register('/offline-worker.js').catch(() => undefined);
