import { globSync, readFileSync } from 'node:fs';
import { bareWords } from './bare-words.ts';
import { parseSource, type SyntaxNode } from './source.ts';

export interface TextProblem {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** Namespace -> language -> text by key, with dots between the levels. */
export type Messages = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, string>>>;

export function readMessages(): Messages {
  const found = new Map<string, Map<string, Map<string, string>>>();
  for (const path of globSync([
    'features/*/messages/*.json',
    'platform/*/messages/*.json',
    'apps/web/messages/*.json',
  ])) {
    const [, namespace, language] = /([a-z-]+)\/messages\/([^/]+)\.json$/.exec(path) ?? [];
    if (namespace === undefined || language === undefined) continue;
    const languages = found.get(namespace) ?? new Map<string, Map<string, string>>();
    languages.set(language, new Map(textsOf(JSON.parse(readFileSync(path, 'utf8')))));
    found.set(namespace, languages);
  }
  return found;
}

/** Keys that are used and missing, and words that stand in the code instead of a message file. */
export function checkTexts(path: string, text: string, messages: Messages): TextProblem[] {
  const source = parseSource(path, text);
  const own = source.nodes.map(namespaceChosen).find((namespace) => namespace !== null) ?? null;
  const part = /\/server\/|^platform\/(mail|http)\//.test(path) ? 'server' : 'interface';
  return source.nodes.flatMap((node) => {
    const what = missingKey(node, messages, own) ?? bareWords(node, part);
    return what === null ? [] : [{ path, line: source.lineOf(node.start), what }];
  });
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
  const keys = [...(messages.get(namespace)?.get('en')?.keys() ?? [])];
  return keys.some((key) => key.startsWith(stem)) ? null : `no message begins with ${text}`;
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

function textsOf(messages: Readonly<Record<string, unknown>>, before = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? textsOf(value as Record<string, unknown>, `${before}${key}.`)
      : [[`${before}${key}`, String(value)] satisfies [string, string]],
  );
}
