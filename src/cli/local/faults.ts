/** What goes wrong on the server's own machine, in the words of the command line. */
import { Refused } from '../../operations/refused.ts'
import { StoreFault } from '../../store/store.ts'
import { Failure } from '../failure.ts'

export async function locally<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused) {
      const { code, detail, next } = error.refusal
      throw new Failure(detail, { code, ...(next !== undefined && { next }) })
    }
    if (error instanceof StoreFault) throw new Failure(`the store: ${error.message}`, { code: error.code })
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new Failure(`the port is taken: ${message}`, {
        next: 'choose another with --port or --metrics-port',
      })
    if (code === 'EACCES') throw new Failure(`not allowed: ${message}`)
    throw error
  }
}
