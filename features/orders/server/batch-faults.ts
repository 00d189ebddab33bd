import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';

const triesMax = 3;

/**
 * Commits a batch; one bad command must not fail its neighbours. A conflict with another node's transaction is tried
 * again; when a statement is wrong for some row, each command is committed by itself and only the bad one is refused.
 */
export async function commitOrSplit<Command, Answer>(
  commands: readonly Command[],
  commit: (commands: readonly Command[]) => Promise<readonly (Answer | Refusal)[]>,
  onFault: (error: unknown) => void,
): Promise<readonly (Answer | Refusal)[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await commit(commands);
    } catch (error) {
      if (isConflict(error) && tries < triesMax) continue;
      if (isTooSlow(error)) return commands.map(() => refuse('overloaded'));
      if (!isOfRow(error)) throw error;
      onFault(withoutRow(error));
      if (commands.length === 1) return [refuse('fault')];
      const answers: (Answer | Refusal)[] = [];
      for (const command of commands) answers.push(...(await commitOrSplit([command], commit, onFault)));
      return answers;
    }
  }
}

/** The database tells the whole row that it refused, with the buyer's address in it; that is for no log. */
function withoutRow(error: unknown): unknown {
  if (error instanceof Error) Object.assign(error, { detail: undefined });
  return error;
}

/** 23505: a twin with the same id was faster; 40001, 40P01: two transactions stood in each other's way. */
function isConflict(error: unknown): boolean {
  return ['23505', '40001', '40P01'].includes(codeOf(error));
}

/** 55P03: the rows stayed locked; 57014: the statement took too long. Nothing was written; the same id may come again. */
function isTooSlow(error: unknown): boolean {
  return ['55P03', '57014'].includes(codeOf(error));
}

/** Class 22: a value that cannot be; class 23: a constraint. */
function isOfRow(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}
