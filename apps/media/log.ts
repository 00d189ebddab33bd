/** What the media process needs of a logger: pino fits. Addresses of rooms are never handed to it: they hold tokens. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
