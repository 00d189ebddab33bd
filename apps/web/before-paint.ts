import { preferences, showPreferences, spokenLanguage, tellLanguage } from '../../platform/ui/preferences.ts';

/**
 * Runs in the page's head before anything is painted, so that nobody sees another theme, size or language first. It is a
 * script of its own because the content security policy allows none inside the page, and a module would run too late.
 */
const chosen = preferences();
const language = spokenLanguage(chosen);
showPreferences(chosen);
tellLanguage(chosen);
document.documentElement.lang = language;

/** The build names each language's file on the script's tag: it comes beside the app instead of after it. */
const file = document.currentScript?.getAttribute(`data-${language.toLowerCase()}`);
if (file) {
  const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: file });
  document.head.append(link);
}
