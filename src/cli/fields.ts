/**
 * What an operation takes, read from its schemas in the contract: arguments and options are made of it, so that the
 * command line cannot drift from the API.
 */
import type { Operation } from '../contract/operation.ts'

type FieldKind = 'text' | 'number' | 'switch' | 'choice' | 'list' | 'object'

export type Field = {
  /** As in the contract: `expires_at`. */
  readonly name: string
  readonly in: 'path' | 'query' | 'body'
  readonly kind: FieldKind
  readonly choices: readonly string[]
  readonly required: boolean
  /** Null takes the value away. */
  readonly nullable: boolean
}

/** As much of a zod schema as is read here. */
type Schema = {
  readonly def: {
    readonly type: string
    readonly innerType?: Schema
    readonly element?: Schema
    readonly entries?: Readonly<Record<string, string>>
  }
}

/** Path parameters but the organization, in their order in the path; then the query, then the body. */
export function fieldsOf(operation: Operation): readonly Field[] {
  const path = fieldsIn(operation.params.shape, 'path').filter(({ name }) => name !== 'organization')
  const inPath = ({ name }: Field): number => operation.path.indexOf(`{${name}}`)
  return [
    ...path.toSorted((a, b) => inPath(a) - inPath(b)),
    ...fieldsIn(operation.query.shape, 'query'),
    ...fieldsIn(operation.body?.shape ?? {}, 'body'),
  ]
}

function fieldsIn(shape: object, where: Field['in']): Field[] {
  return Object.entries(shape as Record<string, Schema>).map(([name, schema]) => {
    const wrappers: string[] = []
    let inner = schema
    for (; inner.def.innerType !== undefined; inner = inner.def.innerType) wrappers.push(inner.def.type)
    return {
      name,
      in: where,
      kind: kindOf(inner),
      choices: Object.values(inner.def.entries ?? {}),
      required: !wrappers.includes('optional') && !wrappers.includes('default'),
      nullable: wrappers.includes('nullable'),
    }
  })
}

function kindOf({ def }: Schema): FieldKind {
  switch (def.type) {
    case 'number':
      return 'number'
    case 'boolean':
    // What a query has in place of a boolean.
    case 'pipe':
      return 'switch'
    case 'enum':
      return 'choice'
    case 'array':
      return def.element?.def.type === 'object' ? 'object' : 'list'
    default:
      return 'text'
  }
}
