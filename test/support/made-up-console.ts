/** A console of one line and one script: for tests of how pages are served, whatever is on them. */
import { NONCE, SCHEME, SESSION } from '../../src/console/place.ts'
import type { ConsoleFiles } from '../../src/http/console/files.ts'

export const SCRIPT = '/assets/made-up-1234.js'

const of = (text: string): Buffer => Buffer.from(text)

export const madeUpConsole: ConsoleFiles = {
  page: `<!doctype html><html lang="en"${SCHEME}${SESSION}><meta property="csp-nonce" nonce="${NONCE}"><title>Compartment</title>
<script type="module" src="${SCRIPT}" nonce="${NONCE}"></script>`,
  assets: new Map([
    [
      SCRIPT,
      { type: 'text/javascript; charset=utf-8', plain: of('plain()'), gzip: of('gzip'), br: of('br') },
    ],
    ['/assets/face-1234.woff2', { type: 'font/woff2', plain: of('wOF2'), gzip: undefined, br: undefined }],
  ]),
}
