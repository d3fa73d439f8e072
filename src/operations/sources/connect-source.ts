/**
 * `source connect git`. The repository is looked at while nothing waits for it, and only for somebody who may connect it;
 * then it is bound, and its automation account made, in one change.
 */
import type { Input } from '../../contract/table.ts'
import { OPERATIONS } from '../../contract/table.ts'
import { connectSource as command } from '../../core/change/connect-source.ts'
import { isRefusal, type Owner, propose } from '../../core/index.ts'
import { type Account, createAccount } from '../../store/store.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { authorize } from '../authorize.ts'
import type { UseCase } from '../call.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { contextOf, perform } from '../perform.ts'
import { Refused } from '../refused.ts'
import { requireProject, requireScope } from '../resolve.ts'
import { enter, type Scene, sceneOf } from '../scene.ts'
import { automationAccount } from '../tokens/automation-account.ts'
import { inspectRepository } from './inspect-repository.ts'
import { sourceAnswer } from './source-answer.ts'

type Wanted = Parameters<typeof command>[1]

export function connectSource(deps: Deps): UseCase<'connectSource'> {
  return async (input, call) => {
    const { name, url, branch } = input.body
    const owner: Owner = { type: 'source', id: deps.newId('src') }
    const account = automationAccount(deps, { name, owner: owner.id, now: call.now })
    const { living, caller } = await enter(deps, input.params.organization, call)
    const before = sceneOf(living, caller, call)
    authorize(before, OPERATIONS.connectSource, input)
    refuseEarly(deps, before, wantedOf(before, input, account, branch ?? 'main'), owner)
    const repository = await inspectRepository(deps.sources, url, branch)
    return perform(
      deps,
      'connectSource',
      input,
      call,
      (scene) => ({
        command,
        input: wantedOf(scene, input, account, repository.branch),
        through: owner,
        extra: () => createAccount(deps.store.build, account),
        known: [directoryEntry(account)],
      }),
      (scene, events) => sourceAnswer(scene, changed(events, 'source.connected').source),
    )
  }
}

function wantedOf(
  scene: Scene,
  { body: { name, url, project, role, scope } }: Input<'connectSource'>,
  { id: principal }: Account,
  branch: string,
): Wanted {
  return {
    name,
    url,
    branch,
    principal,
    ...(project !== undefined && { project: requireProject(scene, project).id }),
    ...(role !== undefined && { role }),
    ...(scope !== undefined && { scope: requireScope(scene, scope) }),
  }
}

/** What would be refused anyway needs no look at a repository. */
function refuseEarly(deps: Deps, { snapshot, caller, now }: Scene, wanted: Wanted, owner: Owner): void {
  const proposal = propose(snapshot, command, wanted, contextOf(deps, caller, now, owner), { dryRun: true })
  if (isRefusal(proposal) && proposal.broken === undefined) throw new Refused(proposal)
}
