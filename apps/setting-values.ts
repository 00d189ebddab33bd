import { isIP } from 'node:net';
import { isAddressRange } from '../platform/http/address-of.ts';

/** What a setting's text says, or what it should have been. */
export type Parsed = string | number | boolean | readonly string[] | { readonly wrong: string };

export interface SettingRow<S> {
  readonly name: string;
  readonly key: keyof S;
  /** As the page of settings says it; absent for a setting that may stay empty. */
  readonly default?: string;
  /** When the default depends on settings above it in the table. */
  readonly derive?: (before: S) => string | undefined;
  readonly description: string;
  /** A password may be in it, so a complaint never repeats it. */
  readonly confidential?: true;
  readonly parse: (text: string) => Parsed;
}

export function publicAddress(text: string): Parsed {
  const url = URL.parse(text);
  const example = 'an address such as https://live.example.com, without a path';
  if (!url || !['http:', 'https:'].includes(url.protocol)) return wrong(example);
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) return wrong(example);
  return url.origin;
}

export function addressOf(protocols: string[], example: string) {
  return (text: string): Parsed =>
    protocols.includes(URL.parse(text)?.protocol ?? '') ? text : wrong(`an address such as ${example}`);
}

export function addressRanges(text: string): Parsed {
  const ranges = text.split(',').flatMap((range) => range.trim() || []);
  return ranges.every(isAddressRange) ? ranges : wrong('addresses or ranges such as 127.0.0.1, 10.0.0.0/8');
}

export function wholeNumber(min: number, max: number) {
  return (text: string): Parsed => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= min && value <= max ? value : wrong(`a whole number from ${min} to ${max}`);
  };
}

export function yesOrNo(text: string): Parsed {
  return ['yes', 'no'].includes(text) ? text === 'yes' : wrong('yes or no');
}

export function oneOf(words: readonly string[]) {
  return (text: string): Parsed => (words.includes(text) ? text : wrong(`one of ${words.join(', ')}`));
}

/** A name of the public DNS, as it stands in a certificate: `könig.example` becomes `xn--knig-5qa.example`. */
export function domainName(text: string): Parsed {
  const expected = wrong('a name such as shop.example, without https:// and without a path');
  if (!/^[^\s/:@?#[\]]+\.[^\s/:@?#[\]]+$/.test(text)) return expected;
  const host = URL.parse(`https://${text}`)?.hostname ?? '';
  const labels = host.split('.');
  const named = labels.length > 1 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return named && isIP(host) === 0 ? host : expected;
}

/** An ACME directory. Without HTTPS only on this machine, where a test's authority is. */
export function authorityAddress(text: string): Parsed {
  const url = URL.parse(text);
  const local = url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  return url?.protocol === 'https:' || local ? text : wrong('an address such as https://acme.example/directory');
}

export function mailAddress(text: string): Parsed {
  return /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/.test(text) ? text : wrong('an address such as me@shop.example');
}

export function wrong(expected: string): { wrong: string } {
  return { wrong: expected };
}
