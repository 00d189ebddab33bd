import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(
    createLog('debug', {
      write: (line) => {
        text += line;
      },
    }),
  );
  return text;
}

test('a database error is logged without the row, the statement and its values', () => {
  const error = Object.assign(new Error('violates check constraint "a"'), {
    code: '23514',
    constraint_name: 'a',
    detail: 'Failing row contains (Vera Voss, Teststraße 1).',
    query: "insert into orders values ('Teststraße 1')",
    parameters: ['Teststraße 1'],
  });
  const text = logged((log) => log.error({ err: error }, 'fault'));
  expect(text).toContain('23514');
  expect(text).toContain('violates check constraint');
  expect(text).not.toContain('Teststra');
});

test('what signs people in is never logged, however deep it lies', () => {
  const secrets = { password: 'open-sesame', token: 'open-sesame', cookie: 'open-sesame', 'set-cookie': 'open-sesame' };
  const text = logged((log) => {
    log.info(secrets, 'top');
    log.info({ headers: secrets }, 'one deep');
    log.info({ request: { body: secrets } }, 'two deep');
  });
  expect(text.match(/\[Redacted\]/g)).toHaveLength(12);
  expect(text).not.toContain('sesame');
});
