/**
 * Fills an empty install with a company that has worked with it for four months: three organizations, their people,
 * what they may do and why, and the journals of how it came about. The story is the same on every machine on the same
 * day; secrets are not.
 */
import { refuse } from '../core/index.ts'
import type { Deps } from '../operations/deps.ts'
import { Refused } from '../operations/refused.ts'
import { isSetUp } from '../operations/set-up/set-up-state.ts'
import { organizations } from '../store/store.ts'
import { ACME_STORY } from './acme/story.ts'
import { LABS_STORY } from './labs.ts'
import { NORTHWIND_STORY } from './northwind.ts'
import { Stage } from './stage.ts'
import { timeline } from './timeline.ts'

export type DemoResult = {
  readonly organization: string
  /** One of its admins, for whom the demo's links are made. */
  readonly admin: { readonly account: string; readonly email: string }
}

const ORGANIZATION = 'acme'
const EMAIL = 'kim@acme.example'

/** @throws Refused ALREADY_SET_UP where there is anything at all; the install stays as it is */
export async function seedDemo(deps: Deps): Promise<DemoResult> {
  if ((await isSetUp(deps)) || (await organizations(deps.store)).length > 0) {
    throw new Refused(refuse('ALREADY_SET_UP', 'the demo needs an empty install: this one is in use'))
  }
  const stage = new Stage(deps)
  for (const { line, moment } of timeline([...ACME_STORY, ...LABS_STORY, ...NORTHWIND_STORY], stage.today)) {
    stage.goTo(moment.at)
    await line.deed(stage, moment)
  }
  stage.goTo(stage.today)
  const { id } = await stage.account(EMAIL)
  return { organization: ORGANIZATION, admin: { account: id, email: EMAIL } }
}
