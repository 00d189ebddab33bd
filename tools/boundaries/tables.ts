import { featureOf, isTest, type SourceFile } from '../source.ts';

/** Left to right: a feature's rows may point only at rows of the features before it. */
export const orderOfDependence = [
  ...['accounts', 'shops', 'rooms', 'catalog', 'stock', 'waitlist', 'ledger'],
  ...['media', 'barrage', 'questions', 'deals', 'coupons', 'carts', 'payments', 'moderation'],
  ...['addresses', 'orders', 'fulfilment', 'reviews', 'verification', 'envelopes', 'lottery', 'gifts'],
  ...['surveys', 'insights'],
];

const statement = /\b(select|insert|update|delete|truncate|copy|merge)\b/i;

/** A feature's tables are its own: no SQL of a neighbour names them, and foreign keys follow the order of dependence. */
export function checkTables(files: readonly SourceFile[], migrations: ReadonlyMap<string, string>): string[] {
  const owners = tableOwners(migrations);
  const reached = files.flatMap((file) => {
    const own = featureOf(file.path);
    if (!own || !file.path.includes('/server/') || isTest(file.path)) return [];
    return sqlTexts(file).flatMap(({ text, line }) =>
      [...tablesUsed(text)].flatMap((table) => {
        const owner = owners.get(table);
        return owner && owner !== own ? [`${file.path}:${line} names the table ${table} of ${owner}`] : [];
      }),
    );
  });
  return [...reached, ...checkReferences(migrations, owners)];
}

function tableOwners(migrations: ReadonlyMap<string, string>): Map<string, string> {
  const owners = new Map<string, string>();
  for (const [path, text] of migrations) {
    const owner = featureOf(path);
    if (!owner) continue;
    for (const found of code(text).matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi)) {
      owners.set(found[1]?.toLowerCase() ?? '', owner);
    }
  }
  return owners;
}

function tablesUsed(sql: string): Set<string> {
  const found = code(sql).matchAll(/\b(?:from|join|into|update|table|truncate|only)\s+"?(\w+)"?/gi);
  return new Set([...found].map((match) => match[1]?.toLowerCase() ?? ''));
}

function checkReferences(migrations: ReadonlyMap<string, string>, owners: ReadonlyMap<string, string>): string[] {
  return [...migrations].flatMap(([path, text]) => {
    const own = featureOf(path);
    if (!own) return [];
    const place = orderOfDependence.indexOf(own);
    if (place < 0) return [`${path} belongs to ${own}, which has no place in the order of dependence`];
    return [...code(text).matchAll(/\breferences\s+"?(\w+)"?/gi)].flatMap((found) => {
      const table = found[1]?.toLowerCase() ?? '';
      const owner = owners.get(table);
      if (!owner || owner === own || orderOfDependence.indexOf(owner) < place) return [];
      return [`${path} points at ${table} of ${owner}, which comes after ${own} in the order of dependence`];
    });
  });
}

/** Templates and strings that read as SQL; the values between a template's parts are left out. */
function sqlTexts(file: SourceFile): { text: string; line: number }[] {
  return file.nodes.flatMap((node) => {
    const line = file.lineOf(node.start);
    if (node.type === 'TemplateLiteral') {
      const quasis = node.quasis as { value: { raw: string } }[];
      const text = quasis.map((quasi) => quasi.value.raw).join('?');
      // A tagged template may hold a fragment, such as a join, without the statement's verb.
      return node.parent?.type === 'TaggedTemplateExpression' || statement.test(text) ? [{ text, line }] : [];
    }
    if (node.type === 'Literal' && typeof node.value === 'string' && statement.test(node.value)) {
      return [{ text: node.value, line }];
    }
    return [];
  });
}

function code(sql: string): string {
  return sql.replace(/--.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
}
