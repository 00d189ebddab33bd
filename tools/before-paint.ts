import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rollup } from 'vite';

const entry = fileURLToPath(new URL('../apps/web/before-paint.ts', import.meta.url));
const languageFile = /\/languages\/([a-z-]+)\.ts$/;
const assetName = 'before-paint.js';
const devPath = `/${assetName}`;

/** Puts apps/web/before-paint.ts into the page's head as a classic script, with the files of the languages on its tag. */
export function beforePaint(): Plugin {
  return {
    name: 'before-paint',
    configureServer(server) {
      server.middlewares.use(devPath, (_request, response, next) => {
        bundled().then((code) => response.setHeader('content-type', 'text/javascript').end(code), next);
      });
    },
    async buildStart() {
      if (this.environment.mode !== 'build') return;
      this.emitFile({ type: 'asset', name: assetName, source: await bundled() });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_page, { bundle }) {
        const attrs = bundle === undefined ? { src: devPath } : { src: ownFile(bundle), ...languageFiles(bundle) };
        return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}

function ownFile(bundle: Rollup.OutputBundle): string {
  const own = Object.values(bundle).find((output) => output.type === 'asset' && output.names.includes(assetName));
  if (own === undefined) throw new Error('before-paint.js is not among the built files.');
  return `/${own.fileName}`;
}

function languageFiles(bundle: Rollup.OutputBundle): Record<string, string> {
  const found: Record<string, string> = {};
  for (const output of Object.values(bundle)) {
    const name = output.type === 'chunk' ? languageFile.exec(output.facadeModuleId ?? '')?.[1] : undefined;
    if (name !== undefined) found[`data-${name}`] = `/${output.fileName}`;
  }
  return found;
}

/** One self-contained script: a classic one cannot import. */
async function bundled(): Promise<string> {
  const lib = { entry, formats: ['iife' as const], name: 'beforePaint' };
  const options = { configFile: false as const, logLevel: 'error' as const, publicDir: false as const };
  const built = await build({ ...options, build: { lib, write: false, minify: true, target: 'es2022' } });
  const [result] = (Array.isArray(built) ? built : [built]) as Rollup.RollupOutput[];
  const chunk = result?.output[0];
  if (chunk === undefined) throw new Error('before-paint.ts gave no script.');
  return chunk.code;
}
