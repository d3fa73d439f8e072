/** How many hold a role, in words: directly, and through how many groups. */
import type { Role } from './view.ts'

/** @returns nothing where nobody does */
export function heldBy({ user_count: people, group_count: groups }: Role): string | undefined {
  const parts = [counted(people, 'person', 'people'), counted(groups, 'group', 'groups')]
  const some = parts.filter((part) => part !== undefined)
  return some.length === 0 ? undefined : some.join(', ')
}

function counted(count: number, one: string, many: string): string | undefined {
  return count === 0 ? undefined : `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
