/**
 * Parses source files with TypeScript's own parser, so that a comment or a string that merely looks like
 * an import is never mistaken for one.
 *
 * TypeScript calls this interface unstable; the version is pinned, and every check that uses it has a
 * planted fault that shows when it stops seeing.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Node, SourceFile } from 'typescript/unstable/ast'
import { computeLineStarts } from 'typescript/unstable/ast'
import { API } from 'typescript/unstable/sync'

export interface Source {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly text: string
  readonly tree: SourceFile
  /** The line of a position in the text; the first line is 1. */
  lineAt(position: number): number
}

/** Calls `use` with the parsed files, while the parser is alive: trees are read lazily. */
export function withSources<T>(
  root: string,
  paths: readonly string[],
  use: (sources: readonly Source[]) => T,
): T {
  if (paths.length === 0) return use([])
  const api = new API({ cwd: resolve(root) })
  try {
    const absolute = paths.map((path) => resolve(root, path))
    const projects = api.updateSnapshot({ openFiles: absolute }).getProjects()
    const sources = paths.map((path, position) => {
      const file = absolute[position]!
      const tree = projects.map((project) => project.program.getSourceFile(file)).find(Boolean)
      if (!tree) throw new Error(`TypeScript did not parse \`${path}\``)
      return source(path, readFileSync(join(root, path), 'utf8'), tree)
    })
    return use(sources)
  } finally {
    api.close()
  }
}

function source(path: string, text: string, tree: SourceFile): Source {
  const starts = computeLineStarts(text)
  return {
    path,
    text,
    tree,
    lineAt: (position) => {
      const after = starts.findIndex((start) => start > position)
      return after === -1 ? starts.length : after
    },
  }
}

/** Every node below `node`, parents before children. */
export function* descendants(node: Node): Generator<Node> {
  const children: Node[] = []
  node.forEachChild((child) => {
    children.push(child)
  })
  for (const child of children) {
    yield child
    yield* descendants(child)
  }
}
