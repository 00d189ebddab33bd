import { Compile } from 'typebox/compile';
import { Command, type FromViewer, Hello, Repair } from '../kit/socket-protocol.ts';

const checks = { hello: Compile(Hello), command: Compile(Command), repair: Compile(Repair) };

/** A viewer's message, checked; null when it is none. */
export function readMessage(text: string): FromViewer | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { kind } = value as { kind?: unknown };
  if (kind !== 'hello' && kind !== 'command' && kind !== 'repair') return null;
  return checks[kind].Check(value) ? (value as FromViewer) : null;
}
