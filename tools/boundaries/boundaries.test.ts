import { describe, expect, test } from 'vitest';
import { parseSource, type SourceFile } from '../source.ts';
import { checkImports } from './imports.ts';
import { checkPure } from './pure.ts';
import { checkTables } from './tables.ts';

describe('imports', () => {
  test("a neighbour's pure file may be imported, its server and web may not", () => {
    const line = (target: string) => `import { a } from '../../catalog/${target}';`;
    expect(checkImports(files({ 'features/orders/server/store.ts': line('catalog.ts') }))).toEqual([]);
    expect(checkImports(files({ 'features/orders/server/store.ts': `\n${line('server/store.ts')}` }))).toEqual([
      'features/orders/server/store.ts:2 reaches into the server of catalog: features/catalog/server/store.ts',
    ]);
    expect(
      checkImports(files({ 'features/orders/web/bag.tsx': `export * from '../../catalog/web/card.tsx';` })),
    ).toEqual(['features/orders/web/bag.tsx:1 reaches into the web of catalog: features/catalog/web/card.tsx']);
  });

  test('an import at run time counts too', () => {
    const source = `const load = () => import('../../catalog/web/card.tsx');`;
    expect(checkImports(files({ 'features/orders/web/bag.tsx': source }))).toHaveLength(1);
  });

  test("apps, tools, journeys and a feature's own tests may put the inner parts of features together", () => {
    const source = `import { a } from '../../features/catalog/server/store.ts';`;
    const near = `import { a } from '../../catalog/server/store.ts';`;
    expect(checkImports(files({ 'apps/server/app.ts': source, 'tools/seed/a.ts': source }))).toEqual([]);
    expect(checkImports(files({ 'features/orders/server/buy.pg.test.ts': near }))).toEqual([]);
  });

  test('the platform imports no feature and no app', () => {
    const source = `import type { A } from '../../features/catalog/catalog.ts';`;
    expect(checkImports(files({ 'platform/http/http.ts': source }))).toEqual([
      'platform/http/http.ts:1 the platform knows no feature and no app, but imports features/catalog/catalog.ts',
    ]);
  });

  test('a cycle of files is refused, a diamond is not', () => {
    const diamond = {
      'a/a.ts': `import './b.ts'; import './c.ts';`,
      'a/b.ts': `import './d.ts';`,
      'a/c.ts': `import './d.ts';`,
    };
    expect(checkImports(files({ ...diamond, 'a/d.ts': '' }))).toEqual([]);
    expect(checkImports(files({ ...diamond, 'a/d.ts': `import type { A } from './a.ts';` }))).toEqual([
      'import cycle of files: a/a.ts -> a/b.ts -> a/d.ts -> a/a.ts',
    ]);
  });

  test('a cycle of features is refused even when no files make one', () => {
    const sources = {
      'features/orders/orders.ts': `import '../stock/stock.ts';`,
      'features/stock/stock.ts': '',
      'features/stock/hold.ts': `import '../orders/order-id.ts';`,
    };
    expect(checkImports(files(sources))).toEqual(['import cycle of features: orders -> stock -> orders']);
  });
});

describe('pure files', () => {
  test.each(['typebox', 'typebox/value', '@noble/hashes/sha2.js', '../stock/stock.ts', '../../platform/kit/money.ts'])(
    'may import %s',
    (specifier) => expect(checkPure(files({ 'features/orders/orders.ts': `import '${specifier}';` }))).toEqual([]),
  );

  test.each(['node:fs', 'postgres', './server/store.ts', '../../platform/db/connect.ts', 'typeboxes'])(
    'may not import %s',
    (specifier) =>
      expect(checkPure(files({ 'features/orders/orders.ts': `import '${specifier}';` }))).toEqual([
        `features/orders/orders.ts:1 is pure and may not import ${specifier}`,
      ]),
  );

  test.each(['Date.now()', 'Math.random()', 'new Date()', 'performance.now()', 'crypto.randomUUID()'])(
    'may not have %s',
    (expression) => expect(checkPure(files({ 'platform/kit/a.ts': `const a = ${expression};` }))).toHaveLength(1),
  );

  test('may read a given time, and speak of the forbidden in comments and strings', () => {
    const source = `// Date.now() is not here\nconst a = new Date(0); const b = 'Math.random()';`;
    expect(checkPure(files({ 'platform/kit/a.ts': source }))).toEqual([]);
  });

  test('time is free in other files, Math.random only in tests', () => {
    expect(checkPure(files({ 'features/orders/server/store.ts': 'const a = Date.now();' }))).toEqual([]);
    expect(checkPure(files({ 'features/orders/server/store.ts': 'const a = Math.random();' }))).toHaveLength(1);
    expect(checkPure(files({ 'features/orders/orders.test.ts': 'const a = Math.random();' }))).toEqual([]);
  });
});

describe('tables', () => {
  const migrations = new Map([
    ['features/catalog/server/migrations/001.sql', 'create table products (id text); -- references orders'],
    ['features/orders/server/migrations/001.sql', 'CREATE TABLE IF NOT EXISTS "orders" (p text references products)'],
  ]);

  test.each([
    'select * from products',
    'insert into products',
    'select 1 from a join products p',
    'update products set',
  ])('another feature may not say %s', (sql) => {
    const sources = { 'features/orders/server/store.ts': `const a = tx\`${sql}\`;` };
    expect(checkTables(files(sources), migrations)).toEqual([
      'features/orders/server/store.ts:1 names the table products of catalog',
    ]);
  });

  test('its own feature may, and so may anybody in prose, and tests', () => {
    const sources = {
      'features/catalog/server/store.ts': 'const a = sql`select * from products`;',
      'features/orders/server/routes.ts': `const a = 'what we get from products';`,
      'features/orders/server/a.pg.test.ts': 'const a = sql`select * from products`;',
    };
    expect(checkTables(files(sources), migrations)).toEqual([]);
  });

  test('SQL in a plain string is seen', () => {
    const sources = { 'features/catalog/server/a.ts': `sql.unsafe('select 1 from orders')` };
    expect(checkTables(files(sources), migrations)).toHaveLength(1);
  });

  test('a foreign key may not point to the right', () => {
    const path = 'features/catalog/server/migrations/002.sql';
    const wrong = new Map([...migrations, [path, 'alter table products add o text references orders (id)']]);
    expect(checkTables([], wrong)).toEqual([
      `${path} points at orders of orders, which comes after catalog in the order of dependence`,
    ]);
  });
});

function files(sources: Record<string, string>): SourceFile[] {
  return Object.entries(sources).map(([path, text]) => parseSource(path, text));
}
