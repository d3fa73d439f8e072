/**
 * The tree of scopes by number: 0 is the organization, every other scope knows the next one outward. Found by id or
 * by path (`billing/production`); neither can be taken for the other, since ids contain `_` and slugs do not.
 */
import { ORGANIZATION_SCOPE, type ScopeType } from '../model/scope.ts'
import { NameTable } from './name-table.ts'
import { Pages } from './pages.ts'
import { Numbering } from './table.ts'

export type ScopeRow = {
  readonly id: string
  readonly type: ScopeType
  readonly path: string
  /** Number of the next scope outward; -1 for the organization. */
  readonly parent: number
  /** Numbers of the scopes directly below. */
  readonly children: readonly number[]
  /** The scope's project is archived. */
  readonly archived: boolean
}

export const ORGANIZATION_NUMBER = 0

export class Scopes {
  /** By id, and by path. */
  readonly names: NameTable
  readonly #rows: Pages<ScopeRow>
  readonly #numbering: Numbering
  /** Parent and archived flag by number, apart from the rows because every check walks it. */
  #links: Int32Array
  #ownsLinks = false

  constructor(
    names = new NameTable(),
    rows = new Pages<ScopeRow>(),
    numbering = new Numbering(),
    links: Int32Array = new Int32Array(8),
  ) {
    this.names = names
    this.#rows = rows
    this.#numbering = numbering
    this.#links = links
  }

  fork(): Scopes {
    return new Scopes(this.names.fork(), this.#rows.fork(), this.#numbering.fork(), this.#links)
  }

  settle(): void {
    this.names.settle()
    this.#numbering.settle()
  }

  /** Number of a scope given by id or path. */
  find(name: string): number | undefined {
    return this.names.get(name)
  }

  parentOf(scope: number): number {
    return this.#links[scope]! >> 1
  }

  isArchived(scope: number): boolean {
    return (this.#links[scope]! & 1) === 1
  }

  exists(scope: number): boolean {
    return this.#rows.get(scope) !== undefined
  }

  at(scope: number): ScopeRow {
    return this.#rows.get(scope)!
  }

  /** The scope itself and every scope outward of it, nearest first. */
  chain(scope: number): number[] {
    const chain: number[] = []
    for (let at = scope; at >= 0; at = this.parentOf(at)) chain.push(at)
    return chain
  }

  /** The ids of the same. */
  idsOutward(scope: number): string[] {
    const ids: string[] = []
    for (let at = scope; at >= 0; at = this.parentOf(at)) ids.push(this.at(at).id)
    return ids
  }

  /** The scope itself and every scope below it. */
  *below(scope: number): IterableIterator<number> {
    yield scope
    for (const child of this.at(scope).children) yield* this.below(child)
  }

  /** 0 for the organization, growing inward; -1 for "no scope". */
  depth(scope: number): number {
    let depth = -1
    for (let at = scope; at >= 0; at = this.parentOf(at)) depth++
    return depth
  }

  rows(): IterableIterator<ScopeRow> {
    return this.#rows.values()
  }

  addOrganization(id: string): void {
    this.#add({
      id,
      type: 'organization',
      path: ORGANIZATION_SCOPE,
      parent: -1,
      children: [],
      archived: false,
    })
  }

  addProject(id: string, name: string, archived: boolean): void {
    this.#add({ id, type: 'project', path: name, parent: ORGANIZATION_NUMBER, children: [], archived })
  }

  addEnvironment(id: string, name: string, project: string): void {
    const parent = this.find(project)!
    const { path, archived } = this.at(parent)
    this.#add({ id, type: 'environment', path: `${path}/${name}`, parent, children: [], archived })
  }

  /** Removes a scope that has none below it. */
  remove(id: string): void {
    const scope = this.find(id)!
    const row = this.at(scope)
    this.#change(row.parent, { children: this.at(row.parent).children.filter((child) => child !== scope) })
    this.names.delete(id)
    this.names.delete(row.path)
    this.#rows.set(scope, undefined)
    this.#numbering.release(scope)
  }

  setArchived(project: string, archived: boolean): void {
    for (const scope of this.below(this.find(project)!)) this.#change(scope, { archived })
  }

  #add(row: ScopeRow): void {
    const scope = this.#numbering.take()
    this.names.set(row.id, scope)
    this.names.set(row.path, scope)
    this.#setRow(scope, row)
    if (row.parent >= 0) this.#change(row.parent, { children: [...this.at(row.parent).children, scope] })
  }

  #change(scope: number, change: Partial<ScopeRow>): void {
    this.#setRow(scope, { ...this.at(scope), ...change })
  }

  #setRow(scope: number, row: ScopeRow): void {
    this.#rows.set(scope, row)
    const link = row.parent * 2 + (row.archived ? 1 : 0)
    if (this.#links[scope] !== link) this.#setLink(scope, link)
  }

  #setLink(scope: number, link: number): void {
    if (!this.#ownsLinks || scope >= this.#links.length) {
      const copy = new Int32Array(scope < this.#links.length ? this.#links.length : this.#links.length * 2)
      copy.set(this.#links)
      this.#links = copy
      this.#ownsLinks = true
    }
    this.#links[scope] = link
  }
}
