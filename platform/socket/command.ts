import type { Static } from 'typebox';
import type { Actor } from '../kit/actor.ts';
import type { Refusal } from '../kit/refusal.ts';
import type { CommandSchema } from '../kit/socket-protocol.ts';

/** Who sent a command, and where. The room exists; what the actor may do in it is for the command to check. */
export interface SocketViewer {
  readonly actor: Actor;
  readonly roomId: string;
  readonly shopId: string;
}

/** A command that a feature accepts over the socket. The body was checked against the schema before `run`. */
export interface SocketCommand {
  readonly name: string;
  readonly schema: CommandSchema;
  /** `id` is the client's: the same id gives the same answer. A throw is a fault. */
  run(viewer: SocketViewer, id: string, body: never): Promise<unknown>;
}

/** Lets the compiler give `run` the body's type from the schema. */
export function socketCommand<S extends CommandSchema>(command: {
  readonly name: string;
  readonly schema: S;
  run(viewer: SocketViewer, id: string, body: Static<S['body']>): Promise<Static<S['answer']> | Refusal>;
}): SocketCommand {
  return command as unknown as SocketCommand;
}
