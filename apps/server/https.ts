import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Server } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import type { App } from '../../platform/http/app.ts';
import { followTls, readTls, type TlsPair } from '../../platform/http/tls-files.ts';
import { type Settings, tlsFilesOf } from '../settings.ts';

export interface ServerTls {
  readonly pair: TlsPair;
  readonly follow: (app: App, log: FastifyBaseLogger) => () => void;
}

/** The certificate of the settings, if there is one, and how the listening server shows a newer one later. */
export function readServerTls(settings: Settings): ServerTls | undefined {
  const files = tlsFilesOf(settings);
  if (!files) return undefined;
  const pair = readTls(files);
  return { pair, follow: (app, log) => followTls(app.server as unknown as Server, files, pair, log) };
}

/**
 * With LAN: what a phone installs so as not to be warned again. It is the certificate of the authority that the supervisor
 * made on this machine; its key stays there. Phones know it by its type and take the plain bytes, not PEM.
 */
export function lanCertificate(app: App, settings: Settings): void {
  if (!settings.lan) return;
  const file = path.join(settings.dataDir, 'tls/lan-authority.crt');
  app.get('/lan-certificate', { schema: { hide: true } }, async (_request, reply) => {
    const { raw } = new X509Certificate(readFileSync(file));
    reply.header('content-disposition', 'inline; filename="livestall-lan.crt"').header('cache-control', 'no-store');
    return reply.type('application/x-x509-ca-cert').send(raw);
  });
}
