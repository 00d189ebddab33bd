import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaKeyOf } from '../../apps/server/keys.ts';
import { connect, type Sql } from '../../platform/db/connect.ts';
import { findOrUnpack } from '../debian-program.ts';
import { freePort } from '../ports.ts';
import { Problem } from '../problem.ts';
import { type NatsServer, startNatsServer } from './nats-server.ts';
import { startNginx } from './nginx.ts';
import { NodeProcess } from './node-process.ts';

export interface ClusterOptions {
  readonly nodes: number;
  /** Media processes; 0 leaves video out. */
  readonly media?: number;
  /** Where everything is; a folder of its own that is removed at the end when left out. */
  readonly folder?: string;
  /** The port of nginx; any free one when left out. Without nginx people reach the servers one by one. */
  readonly port?: number;
  readonly nginx?: boolean;
  readonly secret?: string;
  /** A process that dies is started again. */
  readonly keeps?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Between a server and the NATS it would go to: a test's network. */
  readonly natsUrlOf?: (node: number, url: string) => string;
  readonly throwAway?: boolean;
  /** In place of the shop's own server. */
  readonly serverScript?: string;
  /** What is to be in the servers' folder before they start. */
  readonly prepare?: (dataDir: string) => void;
  readonly say?: (line: string) => void;
}

export interface ClusterHouse {
  /** Where people come: nginx, or the first server. */
  readonly url: string;
  readonly servers: readonly NodeProcess[];
  readonly media: readonly NodeProcess[];
  readonly nats: NatsServer;
  readonly sql: Sql;
  readonly databaseUrl: string;
  readonly folder: string;
  stop(): Promise<void>;
}

const connectionsOfDatabase = 300;
export const testSecret = 'the secret of a cluster that lives for one test';

/** What is missing here for a cluster; null when all is there. */
export function clusterPrograms(say: (line: string) => void = () => {}): { nats: string; nginx: string } | null {
  const [nats, nginx] = [findOrUnpack('nats-server', say), findOrUnpack('nginx', say)];
  return nats && nginx ? { nats, nginx } : null;
}

/** The topology of deploy/compose.yaml as processes of this machine: PostgreSQL, NATS, servers, media, nginx. */
export async function startCluster(options: ClusterOptions): Promise<ClusterHouse> {
  const programs = clusterPrograms(options.say);
  if (!programs) throw new Problem('A cluster needs nats-server and nginx: install them, for example with apt-get.');
  const { startPostgres } = await import('../postgres.ts');
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'livestall-cluster-'));
  mkdirSync(join(folder, 'log'), { recursive: true });
  // PostgreSQL and nginx may run as another user.
  chmodSync(folder, 0o711);
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end().catch((error: unknown) => options.say?.(String(error)));
    if (!options.folder) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const postgres = await startPostgres({
      ...{
        dataDir: join(folder, 'database'),
        maxConnections: connectionsOfDatabase,
        throwAway: options.throwAway ?? false,
      },
    });
    ends.push(() => postgres.stop());
    const nats = await startNatsServer(programs.nats);
    ends.push(nats.stop);
    const port = options.port ?? (await freePort());
    mkdirSync(join(folder, 'shop'), { recursive: true });
    options.prepare?.(join(folder, 'shop'));
    const nodes = await planNodes(options, { folder, port, databaseUrl: postgres.url, natsUrl: nats.url });
    const all = [...nodes.servers, ...nodes.media];
    for (const node of all) {
      ends.push(() => node.stop());
      node.start();
    }
    await Promise.all(all.map((node) => node.ready()));
    if (options.nginx !== false) {
      const [serverPorts, mediaPorts] = [nodes.servers, nodes.media].map((some) => some.map((node) => node.port));
      const plan = { folder: join(folder, 'nginx'), port, serverPorts: serverPorts!, mediaPorts: mediaPorts! };
      ends.push((await startNginx(programs.nginx, plan)).stop);
    }
    const sql = connect(postgres.url, { max: 2 });
    ends.push(() => sql.end({ timeout: 1 }));
    const url = options.nginx === false ? nodes.servers[0]!.url : `http://127.0.0.1:${port}`;
    return { ...{ url, ...nodes, nats, sql, folder, stop }, databaseUrl: postgres.url };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Places {
  readonly folder: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly natsUrl: string;
}

async function planNodes(options: ClusterOptions, { folder, port, databaseUrl, natsUrl }: Places) {
  const { nodes, media = 1, secret = testSecret, keeps = false, natsUrlOf = (_node, url) => url } = options;
  const { serverScript = 'apps/server/main.ts' } = options;
  const publicUrl = `http://127.0.0.1:${port}`;
  const common = {
    ...{ HOST: '127.0.0.1', PUBLIC_URL: publicUrl, MEDIA_PUBLIC_URL: publicUrl, TRUSTED_PROXIES: '127.0.0.1' },
    ...{ SHOP_DEMO: 'no', ...options.env },
  };
  const node = async (name: string, script: string, readyPath: string, env: Record<string, string>) => {
    const [own, other] = [await freePort(), await freePort()];
    const isMedia = readyPath === '/healthz';
    const ports = { PORT: String(isMedia ? other : own), MEDIA_PORT: String(isMedia ? own : other) };
    const plan = { name, script, readyPath, port: own, env: { ...common, ...ports, ...env } };
    return new NodeProcess({ ...plan, logFile: join(folder, 'log', `${name}.log`) }, keeps);
  };
  const servers = await Promise.all(
    Array.from({ length: nodes }, (_, index) =>
      node(`server-${index + 1}`, serverScript, '/readyz', {
        ...{ DATABASE_URL: databaseUrl, NATS_URL: natsUrlOf(index, natsUrl), SECRET: secret },
        // One folder for all: every server reads the pictures that any server took.
        DATA_DIR: join(folder, 'shop'),
      }),
    ),
  );
  const medias = await Promise.all(
    Array.from({ length: media }, (_, index) =>
      node(`media-${index + 1}`, 'apps/media/main.ts', '/healthz', {
        ...{ NATS_URL: natsUrl, MEDIA_KEY: mediaKeyOf(secret), DATA_DIR: join(folder, `media-${index + 1}`) },
      }),
    ),
  );
  return { servers, media: medias };
}
