/**
 * Builds the console from its sources into a folder: bundled, hashed names, and beside every text file its gzip and
 * brotli form, so that serving compresses nothing. Run as a program it takes the folder to build into; the first start
 * runs it as a process of its own, because a bundler's memory has no place in a server.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type PluginOption } from 'vite'
import { compressAll } from './compress.ts'
import { NONCE } from './place.ts'
import { slimTable } from './slim-table.ts'

const SOURCES = join(import.meta.dirname, '../web')

/** What older browsers cannot read is not worth what everybody would load for them. */
const TARGET = ['chrome120', 'edge120', 'firefox120', 'safari17']

/** @param into a folder that is empty or does not exist */
export async function buildConsole(into: string): Promise<void> {
  await build({
    root: SOURCES,
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    html: { cspNonce: NONCE },
    build: {
      outDir: into,
      emptyOutDir: true,
      target: TARGET,
      sourcemap: false,
      // A font or picture inside a style would need `data:` in the policy.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
    },
    plugins: [slimTable(), preloadText()],
  })
  compressAll(into)
}

/** The face of the text is needed by every page: the browser learns of it before it has read the style. */
function preloadText(): PluginOption {
  return {
    name: 'compartment:preload-text',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((name) => /ibm-plex-sans-latin-wght-normal-[\w-]+\.woff2$/.test(name))
          .map((name) => ({
            tag: 'link',
            injectTo: 'head-prepend' as const,
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              crossorigin: '',
              href: `/${name}`,
              nonce: NONCE,
            },
          })),
    },
  }
}

if (import.meta.main) {
  const into = process.argv[2]
  if (into === undefined) throw new Error('say which folder to build into')
  await buildConsole(into)
  // The page is read first when it is served; without it nothing else matters.
  readFileSync(join(into, 'index.html'))
}
