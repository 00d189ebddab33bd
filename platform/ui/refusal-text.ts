import i18next from 'i18next';
import { ApiRefusal, ApiUnreachable } from './api.ts';

/** The sentence for anything that went wrong: ours by its code, in the language of the moment, else the server's own. */
export function refusalText(error: unknown): string {
  if (error instanceof ApiUnreachable) return i18next.t('ui:fault.network');
  if (error instanceof ApiRefusal)
    return knownText(error.code, error.details) ?? (error.message || i18next.t('ui:fault.unknown'));
  return i18next.t('ui:fault.unknown');
}

/** A reply on the socket carries the code alone; its sentence is in the messages of whichever feature refuses so. */
export function codeText(code: string, details: Readonly<Record<string, string | number>> = {}): string {
  return knownText(code, details) ?? i18next.t('ui:fault.unknown');
}

function knownText(code: string, details: Readonly<Record<string, string | number>>): string | null {
  const namespaces = i18next.options.ns as readonly string[];
  const key = namespaces.map((namespace) => `${namespace}:refusal.${code}`).find((one) => i18next.exists(one));
  return key === undefined ? null : i18next.t(key, { ...details });
}
