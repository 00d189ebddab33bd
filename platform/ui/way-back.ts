type Back = (event: PopStateEvent) => void;

let guard: Back | null = null;

// Loaded before the router is made: of the listeners of one window the first to come is the first to be asked.
window.addEventListener('popstate', (event) => guard?.(event));

/** Asks `next` first, whenever the browser goes back or forward; null asks nobody. */
export function guardWayBack(next: Back | null): void {
  guard = next;
}
