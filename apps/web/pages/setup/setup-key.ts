/** The key of the printed address. It is taken out of the address bar at once, so that no history keeps it. */
export function takeSetupKey(): string | null {
  const key = new URLSearchParams(window.location.hash.slice(1)).get('key');
  if (key !== null) window.history.replaceState(window.history.state, '', window.location.pathname);
  return key;
}
