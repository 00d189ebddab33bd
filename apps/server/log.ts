import pino, { type DestinationStream, type Logger } from 'pino';
import { logDestination } from '../../platform/log/log-destination.ts';

/**
 * One line of JSON for each event. Cookies, tokens and passwords never reach it, whatever is logged by mistake; neither
 * does what a database error carries besides its sentence: the statement, its values and the row that was refused.
 */
export function createLog(level: string, destination: DestinationStream = logDestination()): Logger {
  const options = { name: 'server', level, redact, serializers: { err: withoutData } };
  return pino(options, destination);
}

const names = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'secret',
  'cookie',
  'authorization',
  'set-cookie',
];
const redact = names.flatMap((name) => ['', '*.', '*.*.'].map((under) => `${under}["${name}"]`.replace('.[', '[')));

function withoutData(error: Error): object {
  const { type, message, stack, code } = pino.stdSerializers.err(error) as unknown as Record<string, unknown>;
  const { constraint_name: constraint, table_name: table } = error as unknown as Record<string, unknown>;
  return { type, message, stack, code, constraint, table };
}
