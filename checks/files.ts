/** Lists the files of a folder that are ours: everything except what is installed, generated or private data. */
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const NOT_OURS = new Set(['node_modules', '.git', '.compartment', '.reports', 'coverage', 'dist'])

/** Paths relative to `root`, with `/`, sorted, so that every check reports in the same order everywhere. */
export function filesUnder(root: string, folder = '.'): string[] {
  const found: string[] = []
  const visit = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (NOT_OURS.has(entry.name)) continue
      const path = join(directory, entry.name)
      if (entry.isDirectory()) visit(path)
      else if (entry.isFile()) found.push(relative(root, path).split(sep).join('/'))
    }
  }
  try {
    visit(join(root, folder))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return found.toSorted()
}

export const isSource = (path: string): boolean =>
  /\.(?:ts|tsx|js|mjs|jsx)$/.test(path) && !path.endsWith('.d.ts')
