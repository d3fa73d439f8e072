/**
 * What an operation declares: one entry of the contract from which routes, OpenAPI, the typed client and the
 * reference are made. An operation without declared access does not type-check, and a server with one does not boot.
 */
import type { z } from 'zod'
import type { EventType } from '../core/catalogue/events.ts'
import type { PermissionKey } from '../core/catalogue/permissions.ts'
import { NO_QUERY } from './shapes/request.ts'

/** Where a permission is needed: at the organization, or at what the request names. */
export type ScopeSource =
  | 'organization'
  /** The project in the path. */
  | 'project'
  /** The project and environment in the path. */
  | 'environment'
  /** The scope in the body. */
  | 'body.scope'
  /** The scope of each entry of `assignments` in the body; of `role`, the organization. */
  | 'body.assignments'
  /** The scope of the assignment in the path. */
  | 'assignment'
  /** The project in the body; without one, the organization. */
  | 'body.project'
  /** What the source in the path is bound to. */
  | 'source'

/** Where a request names people. */
export type SelfSource =
  | 'body.principal'
  | 'path.user'
  /** The principal of every check. */
  | 'body.checks'
  /** Every one of them. */
  | 'body.principals'
  /** AuthZEN’s subject. */
  | 'body.subject'
  /** AuthZEN’s subject of every evaluation. */
  | 'body.evaluations'
  /** OFREP’s targeting key. */
  | 'body.context'
  /** The user that a list is narrowed to. */
  | 'query.user'
  /** A token for oneself, when the kind is `personal`. */
  | 'body.kind'
  /** The token in the path, when it is one’s own personal token. */
  | 'path.token'

export type PermissionAccess = {
  readonly permission: PermissionKey
  readonly at: ScopeSource
  /** Also open to whom alone this field of the body or path names: one's own access is one's own business. */
  readonly orSelf?: SelfSource
  /** Needed as well, when the body has one of the fields. */
  readonly also?: readonly {
    readonly when: readonly string[]
    readonly permission: PermissionKey
    readonly at: ScopeSource
  }[]
}

/** Open to whoever is signed in, or to everyone; the reason why stands beside it. */
export type OpenAccess = { readonly self: string } | { readonly public: string }

export type Access = PermissionAccess | OpenAccess

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type Shape = z.ZodObject

export type Operation<
  Path extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Answer extends z.ZodType = z.ZodType,
> = {
  /** The use case, in code and in the reference: `createRole`. */
  readonly name: string
  /** The same on the command line: `role create`; absent where the command line has no such command. */
  readonly command?: string
  readonly summary: string
  readonly method: Method
  /** `/v1/organizations/{organization}/roles`. */
  readonly path: string
  /** A standard whose paths, errors and headers it keeps where ours differ. */
  readonly protocol?: 'authzen' | 'ofrep'
  readonly access: Access
  /**
   * Which tokens may call it, beside sessions; where it is not given, any for what takes a permission, none for what is
   * one’s own. Public operations never look at a token.
   */
  readonly tokens?: 'any' | 'service' | 'none'
  readonly params: Path
  readonly query: Query
  readonly body?: Body
  readonly answer: Answer
  /** The answer is a stream in one of these media types, not JSON; its shape is `byteStream`. */
  readonly media?: readonly string[]
  readonly status: 200 | 201 | 204
  /** Events it may write to the organization's journal; a write without events is a fault. Reads have none. */
  readonly writes?: readonly EventType[]
}

type Declared<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType> = Omit<
  Operation<P, Q, B, A>,
  'params' | 'query' | 'status'
> & { readonly params: P; readonly query?: Q; readonly status?: Operation['status'] }

/** Keeps in the type whether there is a body: an optional one could not be told from none. */
type Bodied<B extends Shape> = [B] extends [never] ? unknown : { readonly body: B }

/** Declares an operation; queries default to none and the status to 200. */
export function operation<
  P extends Shape,
  B extends Shape = never,
  A extends z.ZodType = z.ZodType,
  Q extends Shape = typeof NO_QUERY,
>(declared: Declared<P, Q, B, A>): Operation<P, Q, B, A> & Bodied<B> {
  const whole = { status: 200, ...declared, query: declared.query ?? (NO_QUERY as unknown as Q) }
  return whole as Operation<P, Q, B, A> & Bodied<B>
}
