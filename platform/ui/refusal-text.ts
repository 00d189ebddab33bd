import i18next from 'i18next';
import { ApiRefusal, ApiUnreachable } from './api.ts';

/** The sentence for anything that went wrong: the server's own where it sent one, else ours by the code. */
export function refusalText(error: unknown): string {
  if (error instanceof ApiUnreachable) return i18next.t('ui:fault.network');
  if (error instanceof ApiRefusal) return error.message || codeText(error.code, error.details);
  return i18next.t('ui:fault.unknown');
}

/** A reply on the socket carries the code alone; its sentence is in the messages of whichever feature refuses so. */
export function codeText(code: string, details: Readonly<Record<string, string | number>> = {}): string {
  const namespaces = i18next.options.ns as readonly string[];
  const keys = namespaces.map((namespace) => `${namespace}:refusal.${code}`).filter((key) => i18next.exists(key));
  return keys[0] === undefined ? i18next.t('ui:fault.unknown') : i18next.t(keys[0], { ...details });
}
