import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client';
import { refuse } from '../kit/refusal.ts';
import type { App } from './app.ts';
import { mayReadMetrics } from './metrics-access.ts';

export interface ObserveNeeds {
  readonly registry: Registry;
  /** Answers whether the process can do its work: the database answers and is migrated. */
  readonly ready: () => Promise<boolean>;
  /** Whether the other nodes are within reach. Without them the process can still do its work. */
  readonly bus?: (() => string) | undefined;
  /** Lets a program elsewhere read the figures. */
  readonly metricsToken?: string | undefined;
}

/** /healthz: the process lives. /readyz: it can work. /metrics: for Prometheus. Every request is counted, and logged at `debug`. */
export function observe(app: App, { registry, ready, bus, metricsToken }: ObserveNeeds): void {
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'livestall_http_seconds',
    help: 'Time to answer a request, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    // The query is left out: addresses may carry what nobody should read in a log.
    const line = {
      request: request.id,
      method: request.method,
      path: request.url.split('?')[0],
      status: reply.statusCode,
    };
    request.log.debug({ ...line, ms: Math.round(reply.elapsedTime) }, 'answered');
  });

  const hidden = { hide: true } as const;
  app.get('/healthz', { schema: hidden }, async () => ({ ok: true }));
  app.get('/readyz', { schema: hidden }, async (_request, reply) => {
    const ok = await ready().catch(() => false);
    return reply.code(ok ? 200 : 503).send({ ok, ...(bus ? { bus: bus() } : {}) });
  });
  app.get('/metrics', { schema: hidden }, async (request, reply) => {
    if (!mayReadMetrics(request.raw, metricsToken)) return refuse('not_found');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
