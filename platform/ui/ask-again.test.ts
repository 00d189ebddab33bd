import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { askAgain } from './ask-again.ts';

test('a first answer that was under way when something was done does not stand for the new one', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const answers: ((answer: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const observer = new QueryObserver(queries, { queryKey: ['places'], queryFn });
  const seen: (string | undefined)[] = [];
  const stop = observer.subscribe(({ data }) => seen.push(data));
  await Promise.resolve();
  expect(answers).toHaveLength(1);
  const asked = askAgain(queries, ['places']);
  await new Promise((resolve) => setTimeout(resolve, 0));
  answers[0]!('before');
  answers[1]?.('after');
  await asked;
  expect(observer.getCurrentResult().data).toBe('after');
  expect(seen).not.toContain('before');
  stop();
  queries.clear();
});
