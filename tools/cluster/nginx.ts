import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const templateFile = join(import.meta.dirname, '../../deploy/nginx.conf.template');

export interface NginxPlan {
  /** For everything that it writes. */
  readonly folder: string;
  readonly port: number;
  readonly serverPorts: readonly number[];
  readonly mediaPorts: readonly number[];
}

/** What the template's names stand for on this machine. */
export function nginxNames({ folder, port, serverPorts, mediaPorts }: NginxPlan): Record<string, string> {
  const lines = (ports: readonly number[]) =>
    ports.map((one) => `server 127.0.0.1:${one} max_fails=1 fail_timeout=2s;`).join('\n  ');
  return {
    ...{ SERVERS: lines(serverPorts), MEDIA: lines(mediaPorts), LISTEN: `127.0.0.1:${port}` },
    ...{ CACHE_DIR: join(folder, 'cache'), CACHE_SIZE: '200m' },
  };
}

/** As the image of nginx does it: only names of the environment are replaced, and nginx keeps its own. */
export function fillTemplate(template: string, names: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\$\{([A-Z_]+)\}/g, (all, name: string) => names[name] ?? all);
}

/** The file for nginx without root: everything it writes is in the folder. */
export function writeNginxConfig(plan: NginxPlan): string {
  const { folder } = plan;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const text = `
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 8192; }
http {
  access_log off;
  default_type application/octet-stream;
  ${temp.join('\n  ')}
${fillTemplate(readFileSync(templateFile, 'utf8'), nginxNames(plan))}
}
`;
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, text);
  return file;
}

/** What nginx itself says of the file; null when it is well. */
export function nginxComplaint(program: string, plan: NginxPlan): string | null {
  const file = writeNginxConfig(plan);
  const tried = spawnSync(program, ['-t', '-c', file, '-e', 'stderr', '-p', plan.folder], { encoding: 'utf8' });
  return tried.status === 0 ? null : tried.stderr;
}

export async function startNginx(program: string, plan: NginxPlan): Promise<{ stop(): Promise<void> }> {
  const file = writeNginxConfig(plan);
  const child = spawn(program, ['-c', file, '-e', join(plan.folder, 'error.log'), '-p', plan.folder], {
    stdio: 'ignore',
  });
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
