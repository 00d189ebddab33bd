import type { SyntaxNode } from './source.ts';

/** Where a text is read by people: these attributes and fields of the interface, */
const interfaceFields = new Set(['aria-label', 'ariaLabel', 'alt', 'title', 'placeholder', 'label', 'hint', 'text']);
/** and these fields of what the server sends by mail. */
const letterFields = new Set(['subject', 'text', 'html']);
/** What is said by a call or written to the page directly. */
const sayingCalls = new Set(['toast', 'alert', 'confirm']);
const writtenMembers = new Set(['textContent', 'innerText', 'title', 'placeholder', 'ariaLabel']);
/** Between a string and the place where it is read: a choice, a sum, a fallback. */
const between = new Set([
  'ConditionalExpression',
  'LogicalExpression',
  'TemplateLiteral',
  'JSXExpressionContainer',
  'ParenthesizedExpression',
  'TSAsExpression',
]);

/** Words that stand in the code, and would be read in this language by everybody. */
export function bareWords(node: SyntaxNode, part: 'interface' | 'server'): string | null {
  const text = wordsOf(node);
  if (text === null || !/\p{L}{2}/u.test(text)) return null;
  if (node.type === 'JSXText') return `words outside the messages: ${text.trim()}`;
  const parent = readingParent(node);
  if (/^(Property|AssignmentExpression)$/.test(parent?.parent.type ?? '') && isName(text)) return null;
  const place = part === 'server' ? letterPlace(parent) : interfacePlace(parent);
  return place === null ? null : `words outside the messages: ${place}="${text}"`;
}

function wordsOf(node: SyntaxNode): string | null {
  if (node.type === 'JSXText' || node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  return node.type === 'TemplateElement' ? ((node.value as { cooked?: string }).cooked ?? null) : null;
}

/** The node that takes the string, and the child through which it comes. */
function readingParent(node: SyntaxNode): { parent: SyntaxNode; child: SyntaxNode } | null {
  let child = node;
  while (child.parent !== undefined && (between.has(child.parent.type) || isSum(child.parent))) child = child.parent;
  return child.parent === undefined ? null : { parent: child.parent, child };
}

function isSum(node: SyntaxNode): boolean {
  return node.type === 'BinaryExpression' && node.operator === '+';
}

function interfacePlace(place: ReturnType<typeof readingParent>): string | null {
  if (place === null) return null;
  const { parent, child } = place;
  if (parent.type === 'JSXElement' || parent.type === 'JSXFragment') return 'child';
  if (parent.type === 'JSXAttribute') return known(interfaceFields, (parent.name as { name?: unknown }).name);
  if (parent.type === 'Property') return isValue(parent, child) ? known(interfaceFields, keyOf(parent)) : null;
  if (parent.type === 'CallExpression')
    return isFirst(parent, child) ? known(sayingCalls, (parent.callee as { name?: unknown }).name) : null;
  if (parent.type !== 'AssignmentExpression') return null;
  return known(writtenMembers, (parent.left as { property?: { name?: unknown } }).property?.name);
}

function letterPlace(place: ReturnType<typeof readingParent>): string | null {
  if (place === null || place.parent.type !== 'Property' || !isValue(place.parent, place.child)) return null;
  return known(letterFields, keyOf(place.parent));
}

function known(names: ReadonlySet<string>, name: unknown): string | null {
  return typeof name === 'string' && names.has(name) ? name : null;
}

function keyOf(property: SyntaxNode): unknown {
  const key = property.key as { name?: unknown; value?: unknown };
  return key.name ?? key.value;
}

function isFirst(call: SyntaxNode, child: SyntaxNode): boolean {
  return (call.arguments as { start: number }[])[0]?.start === child.start;
}

/** A field's single word in small letters is a name (`{ title: 'titleNeeded' }`), not a text. */
function isName(text: string): boolean {
  return /^[a-z][\w.-]*$/.test(text);
}

function isValue(property: SyntaxNode, child: SyntaxNode): boolean {
  return (property.value as { start: number }).start === child.start;
}
