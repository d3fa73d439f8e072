/** An edit that may help where a role is missing; it is tried out before anybody is told of it. */
import type { Edit } from './edit.ts'

export type Candidate = {
  readonly edit: Edit
  /** How many permissions it gives the person at least: those that give least are tried first. */
  readonly least: number
}
