import { randomUUID } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { isDatabaseBusy, isDatabaseDown } from '../db/connect.ts';
import { isRefusal } from '../kit/refusal.ts';
import type { Command, Reply } from '../kit/socket-protocol.ts';
import type { SocketCommand, SocketViewer } from './command.ts';

export interface Log {
  info(context: object, text: string): void;
  error(context: object, text: string): void;
}

export type RunCommand = (viewer: SocketViewer, command: Command) => Promise<Reply>;

/** Every feature's commands behind one question: check the body, run, and answer under the same id. */
export function createRunCommand(commands: readonly SocketCommand[], log: Log): RunCommand {
  const known = new Map(
    commands.map((command) => [command.name, { command, check: Compile(command.schema.body) }] as const),
  );
  if (known.size !== commands.length) throw new Error('Two socket commands have the same name.');
  return async (viewer, { id, name, body }) => {
    const found = known.get(name);
    if (!found) return refused(id, 'not_found');
    if (!found.check.Check(body)) return refused(id, 'bad_request');
    try {
      const answer = await found.command.run(viewer, id, body as never);
      if (isRefusal(answer)) return refused(id, answer.refused, answer.details);
      return { kind: 'reply', id, ok: true, body: answer ?? {} };
    } catch (error) {
      return fault(id, name, error, log);
    }
  };
}

export function refused(id: string, code: string, details?: Readonly<Record<string, string | number>>): Reply {
  return { kind: 'reply', id, ok: false, code, ...(details ? { details } : {}) };
}

/** The viewer gets an id to tell us; the log has the rest, without what was sent. */
function fault(id: string, name: string, error: unknown, log: Log): Reply {
  if (isDatabaseDown(error)) return refused(id, 'database_down');
  if (isDatabaseBusy(error)) return refused(id, 'overloaded');
  const faultId = randomUUID();
  log.error({ err: error, faultId, command: name }, 'a socket command failed');
  return refused(id, 'fault', { id: faultId });
}
