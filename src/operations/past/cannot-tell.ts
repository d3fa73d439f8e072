/** Questions about what is no longer in the journal are answered with that, and with from when on it is: never by a guess. */
import { refuse } from '../../core/index.ts'
import { type JournalCut, JournalGap } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { Refused } from '../refused.ts'
import { UnusableCut } from './cut-states.ts'

const VERIFY = 'compartment audit verify'

/**
 * @param field what asked for it, as a JSON pointer
 * @throws Refused CANNOT_TELL where the work comes to what was cut away
 */
export async function tellingOnlyWhatIsKept<T>(work: Promise<T>, field: string): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw cannotTell(error, field) ?? error
  }
}

/** @returns `undefined` for any other error */
export function cannotTell(error: unknown, field?: string): Refused | undefined {
  const at = field === undefined ? {} : { field }
  if (error instanceof UnusableCut) {
    const why = 'the state that the journal was cut to is not as it was written'
    return new Refused(refuse('CANNOT_TELL', `cannot tell: ${why}`, { ...at, next: VERIFY }))
  }
  if (!(error instanceof JournalGap)) return undefined
  if (error.cut === undefined) {
    const why = 'records are missing, and no cut says that they were removed'
    return new Refused(refuse('CANNOT_TELL', `cannot tell: ${why}`, { ...at, next: VERIFY }))
  }
  return new Refused(
    refuse('CANNOT_TELL', `cannot tell: ${keptFrom(error.cut)}`, { ...at, next: nextOf(error.cut) }),
  )
}

function keptFrom({ knownFrom, through }: JournalCut): string {
  return `the journal is kept from ${instant(knownFrom)} on: everything up to record ${through} was removed when its time was over`
}

function nextOf({ knownFrom }: JournalCut): string {
  return `ask about ${instant(knownFrom)} or later`
}
