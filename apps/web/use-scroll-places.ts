import { useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

const storageKey = 'scroll-places';
const placesMax = 50;

/** A new page begins at its top; one that is gone back to, and one that is loaded again, where it was left. */
export function useScrollPlaces(): void {
  const { key } = useLocation();
  const way = useNavigationType();
  useLayoutEffect(() => {
    history.scrollRestoration = 'manual';
    scrollTo(0, way === 'POP' ? (places.get(key) ?? 0) : 0);
    const keep = () => places.set(key, scrollY);
    addEventListener('scroll', keep, { passive: true });
    addEventListener('pagehide', store);
    return () => {
      removeEventListener('scroll', keep);
      removeEventListener('pagehide', store);
    };
  }, [key, way]);
}

const places = read();

function read(): Map<string, number> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(storageKey) ?? '[]'));
  } catch {
    return new Map();
  }
}

function store(): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...places].slice(-placesMax)));
  } catch {
    // Without storage a page that is loaded again begins at its top.
  }
}
