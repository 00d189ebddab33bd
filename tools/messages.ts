import { globSync, readFileSync } from 'node:fs';
import { parseSource, type SyntaxNode } from './source.ts';

export interface TextProblem {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** Namespace -> language -> every key, with dots between the levels. */
export type Messages = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

const attributesRead = new Set(['aria-label', 'alt', 'title', 'placeholder', 'label', 'hint', 'text']);
const pluralEnd = /_(zero|one|two|few|many|other)$/;

export function readMessages(): Messages {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const path of globSync([
    'features/*/messages/*.json',
    'platform/*/messages/*.json',
    'apps/web/messages/*.json',
  ])) {
    const [, namespace, language] = /([a-z-]+)\/messages\/([^/]+)\.json$/.exec(path) ?? [];
    if (namespace === undefined || language === undefined) continue;
    const languages = found.get(namespace) ?? new Map<string, Set<string>>();
    languages.set(language, new Set(keysOf(JSON.parse(readFileSync(path, 'utf8')))));
    found.set(namespace, languages);
  }
  return found;
}

/** Keys that are used and missing, and words that stand in the code instead of a message file. */
export function checkTexts(path: string, text: string, messages: Messages): TextProblem[] {
  const source = parseSource(path, text);
  const own = source.nodes.map(namespaceChosen).find((namespace) => namespace !== null) ?? null;
  return source.nodes.flatMap((node) => {
    const what = missingKey(node, messages, own) ?? bareWords(node);
    return what === null ? [] : [{ path, line: source.lineOf(node.start), what }];
  });
}

/** Every language has the keys that English has, plural forms apart. */
export function checkLanguages(messages: Messages): TextProblem[] {
  const problems: TextProblem[] = [];
  for (const [namespace, languages] of messages) {
    const english = withoutPlurals(languages.get('en') ?? new Set());
    for (const [language, keys] of languages) {
      const mine = withoutPlurals(keys);
      for (const key of english) {
        if (!mine.has(key)) problems.push({ path: `${namespace}/${language}`, line: 0, what: `lacks ${key}` });
      }
      for (const key of mine) {
        if (!english.has(key)) problems.push({ path: `${namespace}/en`, line: 0, what: `lacks ${key}` });
      }
    }
  }
  return problems;
}

function missingKey(node: SyntaxNode, messages: Messages, own: string | null): string | null {
  if (node.type === 'TemplateElement') return missingStem(node, messages);
  if (node.type !== 'Literal' || typeof node.value !== 'string') return null;
  const [, namespace, key] = /^([a-z-]+):([A-Za-z][\w.-]*)$/.exec(node.value) ?? [];
  if (namespace !== undefined && key !== undefined && messages.has(namespace)) {
    return hasKey(messages, namespace, key) ? null : `no message ${node.value}`;
  }
  if (own === null || !isArgumentOfT(node)) return null;
  return hasKey(messages, own, node.value) ? null : `no message ${own}:${node.value}`;
}

/** `ns:stem.${...}`: at least one message must begin so. */
function missingStem(node: SyntaxNode, messages: Messages): string | null {
  const text = (node.value as { cooked?: string }).cooked ?? '';
  const [, namespace, stem] = /^([a-z-]+):([A-Za-z][\w.-]*\.)$/.exec(text) ?? [];
  if (namespace === undefined || stem === undefined || !messages.has(namespace)) return null;
  const keys = [...(messages.get(namespace)?.get('en') ?? [])];
  return keys.some((key) => key.startsWith(stem)) ? null : `no message begins with ${text}`;
}

function bareWords(node: SyntaxNode): string | null {
  if (node.type === 'JSXText' && hasWords(node.value))
    return `words outside the messages: ${String(node.value).trim()}`;
  if (node.type !== 'JSXAttribute') return null;
  const name = (node.name as { name?: unknown }).name;
  const value = node.value as { type?: string; value?: unknown } | null;
  if (typeof name !== 'string' || !attributesRead.has(name) || value?.type !== 'Literal') return null;
  return hasWords(value.value) ? `words outside the messages: ${name}="${String(value.value)}"` : null;
}

function namespaceChosen(node: SyntaxNode): string | null {
  if (node.type !== 'CallExpression' || (node.callee as SyntaxNode & { name?: string }).name !== 'useTranslation')
    return null;
  const [first] = node.arguments as (SyntaxNode & { value?: unknown })[];
  return typeof first?.value === 'string' ? first.value : null;
}

function isArgumentOfT(node: SyntaxNode): boolean {
  const call = node.parent;
  if (call?.type !== 'CallExpression' || (call.callee as SyntaxNode & { name?: string }).name !== 't') return false;
  return (call.arguments as { start: number }[])[0]?.start === node.start;
}

function hasKey(messages: Messages, namespace: string, key: string): boolean {
  const keys = messages.get(namespace)?.get('en');
  return keys !== undefined && (keys.has(key) || keys.has(`${key}_other`));
}

function hasWords(value: unknown): boolean {
  return typeof value === 'string' && /\p{L}{2}/u.test(value);
}

function withoutPlurals(keys: ReadonlySet<string>): Set<string> {
  return new Set([...keys].map((key) => key.replace(pluralEnd, '')));
}

function keysOf(messages: Readonly<Record<string, unknown>>, before = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value as Record<string, unknown>, `${before}${key}.`)
      : [`${before}${key}`],
  );
}
