/** Work that is done again and again beside the requests: one turn at a time, and never a reason for the process to end. */

/**
 * @param every milliseconds; a turn that takes longer is not begun a second time
 * @param failed told why a turn did not work; the next one is tried all the same
 * @returns stops it, and waits for the turn under way
 */
export function periodically(
  every: number,
  work: () => Promise<unknown>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let turn: Promise<unknown> | undefined
  const begin = (): void => {
    turn ??= work()
      .catch(failed)
      .finally(() => {
        turn = undefined
      })
  }
  const timer = setInterval(begin, every)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await turn
  }
}
