/** Follows a list to its end, so that nobody is missed because they are on the next page. */
import type { Context } from './command.ts'
import { shellLine, withOption } from './shell-words.ts'
import type { Values } from './write.ts'

type Listed = { readonly items: readonly unknown[]; readonly next_cursor: string | null }

function isList(answer: unknown): answer is Listed {
  return typeof answer === 'object' && answer !== null && 'items' in answer && 'next_cursor' in answer
}

const MOST_PER_PAGE = 500

/** @param pageByPage one page only, as when a limit or cursor is given; how to go on is said on standard error */
export async function everyPage<T>(
  context: Context,
  call: (args: Values) => Promise<T>,
  args: Values,
  pageByPage = false,
): Promise<T> {
  const one = pageByPage || 'limit' in args || 'cursor' in args
  const first = await call(args)
  if (!isList(first)) return first
  if (one) {
    if (first.next_cursor !== null) {
      const command = shellLine(['compartment', ...withOption(context.argv, '--cursor', first.next_cursor)])
      context.say(`${first.items.length} shown, there are more: ${command}`)
    }
    return first
  }
  const items = [...first.items]
  for (let cursor = first.next_cursor; cursor !== null; ) {
    const page: unknown = await call({ ...args, limit: MOST_PER_PAGE, cursor })
    if (!isList(page)) break
    items.push(...page.items)
    cursor = page.next_cursor === cursor ? null : page.next_cursor
  }
  return { ...first, items, next_cursor: null }
}
