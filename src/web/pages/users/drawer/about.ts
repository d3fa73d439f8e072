/** What the parts of a person's drawer are given. */
import type { User } from '../view.ts'

export type About = {
  readonly organization: string
  readonly user: User
  /** Something was changed: everything is read anew, and this is said. */
  readonly changed: (what: string) => void
}

/** One thing that is being done, until it is done or not. */
export type Part = About & { readonly cancel: () => void }

export function nameOf({ name, email }: Pick<User, 'name' | 'email'>): string {
  return name === '' ? email : name
}
