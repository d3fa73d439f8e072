/** Which of the offered actions is about to be done; the address says it too. */
import type { Action } from '../offered.ts'
import { useView } from '../use-view.ts'
import type { Doing } from '../view.ts'
import type { About, Part } from './about.ts'

type State = {
  readonly doing: Doing | undefined
  readonly begin: (name: Doing | undefined) => void
  /** For what shows it. */
  readonly part: Part
}

export function useDoing(actions: readonly Action[], about: About): State {
  const { view, show } = useView()
  const doing = actions.find(([name]) => name === view.do)?.[0]
  const begin = (name: Doing | undefined): void => show({ do: name }, true)
  const cancel = (): void => begin(undefined)
  const changed = (what: string): void => {
    cancel()
    about.changed(what)
  }
  return { doing, begin, part: { ...about, cancel, changed } }
}
