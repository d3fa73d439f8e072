/**
 * The built console, read into memory once: the page and its assets. Requests look up names in a map, so no request
 * ever reaches the file system.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

export type Asset = {
  readonly type: string
  readonly plain: Buffer
  readonly gzip: Buffer | undefined
  readonly br: Buffer | undefined
}

export type ConsoleFiles = {
  /** HTML with places for the nonce and the scheme (`place.ts`). */
  readonly page: string
  /** By path: `/assets/index-Cx2f8a.js`. */
  readonly assets: ReadonlyMap<string, Asset>
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** @param folder what the builder made */
export function readConsole(folder: string): ConsoleFiles {
  const assets = join(folder, 'assets')
  const served = readdirSync(assets).filter((name) => extname(name) in TYPES)
  return {
    page: readFileSync(join(folder, 'index.html'), 'utf8'),
    assets: new Map(served.map((name) => [`/assets/${name}`, readAsset(join(assets, name))])),
  }
}

function readAsset(path: string): Asset {
  const compressed = (ending: string): Buffer | undefined =>
    existsSync(path + ending) ? readFileSync(path + ending) : undefined
  return {
    type: TYPES[extname(path)]!,
    plain: readFileSync(path),
    gzip: compressed('.gz'),
    br: compressed('.br'),
  }
}
