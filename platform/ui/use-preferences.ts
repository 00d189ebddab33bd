import { useSyncExternalStore } from 'react';
import { onPreferences, type Preferences, preferences } from './preferences.ts';

export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, preferences);
}

/** Large type and fewer things. */
export function useSimple(): boolean {
  return usePreferences().simple;
}
