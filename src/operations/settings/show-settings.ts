/** `org settings get`. */
import { settingsAnswer } from '../answers/things.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'

export function showSettings(deps: Deps): UseCase<'showSettings'> {
  return (input, call) => ask(deps, 'showSettings', input, call, ({ snapshot }) => settingsAnswer(snapshot))
}
