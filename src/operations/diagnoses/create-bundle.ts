/**
 * `access bundle`: hands a case on to somebody who cannot look here. Only once all six checks are recorded, or with a stated
 * reason (F80); with what was tried, the exact message, role and tenant (F81); without secrets (F82); under a reference (F83).
 */
import { type Input, OPERATIONS, type Unparsed } from '../../contract/table.ts'
import {
  CATALOGUE_VERSION,
  missingParts,
  PART_NAMES,
  type Part,
  RUNBOOK,
  refuse,
  STATE_FORMAT,
  unrecorded,
} from '../../core/index.ts'
import {
  denialOf,
  insertBundle,
  type KeptDenial,
  listStoredDiagnoses,
  type RecordedCheck,
  type StoredDiagnosis,
} from '../../store/store.ts'
import { refusedAnswer } from '../access/refused-then.ts'
import { activity, actorOf } from '../activity/record.ts'
import { instant } from '../answers/instants.ts'
import { emailOf } from '../answers/users.ts'
import { authorize, demand } from '../authorize.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import { keptSince } from '../denials/kept-since.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { enter, type Scene, sceneOf } from '../scene.ts'
import { bundleMarkdown } from './bundle-markdown.ts'
import { accountIn, requireDiagnosis } from './diagnosis-answer.ts'
import { pseudonymous } from './pseudonymous.ts'
import { redacted } from './redacted.ts'
import { outcomesOf } from './replayable.ts'
import { rolesOf, tenantOf } from './what-is-known.ts'

type Asked = Input<'createBundle'>
type Body = Asked['body']
type Content = Unparsed<'createBundle'>['content']

export function createBundle(deps: Deps): UseCase<'createBundle'> {
  return async (input, call) => {
    const { living, caller } = await enter(deps, input.params.organization, call)
    const present = (): Scene => {
      const scene = sceneOf(living, caller, call)
      authorize(scene, OPERATIONS.createBundle, input)
      maySeeAll(scene)
      return scene
    }
    const { body } = input
    const diagnosis = await diagnosisFor(deps, present(), body)
    const denial = await denialFor(deps, present(), diagnosis)
    const parts = partsOf(present(), body, diagnosis, denial)
    const { now, refused } = await outcomesOf(deps, present, diagnosis, denial)
    const byHand = diagnosis.checks.filter(({ by }) => by !== undefined)
    const open = unrecorded(CHECKS, overlaid(now.checks, byHand))
    if (open.length > 0 && body.override === undefined) throw notYet(open)
    const flips = denial && (await refusedAnswer(deps, present, asked(input, diagnosis), denial)).flips
    const scene = present()
    const id = deps.newId('bun')
    const texts = redacted(
      { ...parts, ...(body.override !== undefined && { override: body.override }) },
      byHand,
    )
    const whole: Content = {
      format: 1,
      id,
      diagnosis: diagnosis.id,
      ...(diagnosis.denial !== undefined && { reference: diagnosis.denial }),
      ...headOf(scene, diagnosis),
      ...texts,
      pseudonyms: body.pseudonyms === true,
      now,
      ...(refused !== undefined && { refused }),
      flips: flips ?? [],
    }
    const content = body.pseudonyms === true ? pseudonymous(whole) : whole
    await kept(deps, scene, diagnosis, content)
    return {
      answer: { reference: id, content, markdown: bundleMarkdown(content) },
      revision: living.revision,
    }
  }
}

const CHECKS = RUNBOOK.map(({ id }) => id)

/** Everything that is in it, whoever it is handed to. */
export function maySeeAll(scene: Scene): void {
  const organization = [scene.snapshot.organization.id]
  demand(scene, 'organization.user.read', organization)
  demand(scene, 'organization.role.read', organization)
  demand(scene, 'organization.group.read', organization)
}

async function diagnosisFor(
  { store }: Deps,
  scene: Scene,
  { diagnosis, reference }: Body,
): Promise<StoredDiagnosis> {
  if (diagnosis !== undefined) return requireDiagnosis(store, scene, diagnosis)
  const [newest] = await listStoredDiagnoses(store, scene.living.id, { denial: reference!, limit: 1 })
  if (newest !== undefined) return newest
  const detail = `none of the six checks is recorded for \`${reference!}\`: diagnose it first`
  const next = `compartment access diagnose --reference ${reference!}`
  throw new Refused(refuse('INVALID', detail, { field: '/reference', next }))
}

/** As long as its reference stands for something. */
async function denialFor(
  deps: Deps,
  { now }: Scene,
  { denial }: StoredDiagnosis,
): Promise<KeptDenial | undefined> {
  return denial === undefined ? undefined : denialOf(deps.store, denial, keptSince(deps, now))
}

/** What is stated, and else what is known. @throws Refused INVALID where one of the four is missing, naming each */
function partsOf(
  scene: Scene,
  body: Body,
  { principal }: StoredDiagnosis,
  denial: KeptDenial | undefined,
): Record<Part, string> {
  const given: Partial<Record<Part, string | undefined>> = {
    tried: body.tried ?? (denial && triedIn(scene, denial)),
    error_message: body.error_message ?? denial?.detail,
    role: body.role ?? rolesOf(scene, principal),
    tenant: body.tenant ?? tenantOf(scene, principal),
  }
  const known = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined))
  const missing = missingParts(known)
  if (missing.length === 0) return known as Record<Part, string>
  const names = missing.map((part) => PART_NAMES[part])
  const detail = `the bundle lacks ${new Intl.ListFormat('en-GB').format(names)}: nobody elsewhere could begin without`
  const options = missing.map((part) => `--${part.replace('_', '-')} TEXT`)
  throw new Refused(refuse('INVALID', detail, { next: `add ${options.join(' ')}` }), {
    errors: missing.map((part) => ({ pointer: `/${part}`, detail: `${PART_NAMES[part]} is missing` })),
  })
}

function triedIn({ snapshot }: Scene, { operation, permission, scope = '' }: KeptDenial): string | undefined {
  if (operation === undefined) return undefined
  const place = snapshot.scopes.find(scope)
  const where = place === undefined ? scope : snapshot.scopes.at(place).path
  return permission === undefined ? operation : `${operation}, which takes ${permission} at ${where}`
}

function overlaid(
  checks: readonly { readonly id: string; readonly status: string }[],
  byHand: readonly RecordedCheck[],
) {
  return checks.map((check) =>
    check.status === 'unknown' ? (byHand.find(({ id }) => id === check.id) ?? check) : check,
  )
}

function notYet(open: readonly string[]): Refused {
  const titles = RUNBOOK.flatMap(({ id, title }, at) => (open.includes(id) ? `${at + 1}. ${title}` : []))
  const detail = `not all six checks are recorded, these are open: ${titles.join(' ')}`
  const next = `look, and record it: compartment access diagnosis record DIAGNOSIS --check ${open[0]!} --found passed --saw WHAT; or say why not: --override WHY`
  return new Refused(refuse('INVALID', detail, { field: '/override', next }))
}

function asked(input: Asked, { principal, goal }: StoredDiagnosis) {
  const body = { principal, goal: JSON.parse(goal) as object }
  return { params: input.params, query: {}, body }
}

function headOf(scene: Scene, { principal, goal }: StoredDiagnosis) {
  const { caller, now } = scene
  return {
    made_at: instant(now),
    made_by: emailOf(scene, caller.account),
    catalogue: CATALOGUE_VERSION,
    state_format: STATE_FORMAT,
    principal,
    person: emailOf(scene, principal) || principal,
    goal: JSON.parse(goal) as Content['goal'],
  }
}

async function kept(deps: Deps, scene: Scene, diagnosis: StoredDiagnosis, content: Content): Promise<void> {
  const { living, caller, now, call } = scene
  const { store } = deps
  const { id, override } = content
  const { outcome } = await store.write([
    ...insertBundle(store.build, {
      organization: living.id,
      id,
      diagnosis: diagnosis.id,
      at: now,
      by: caller.account,
      content: JSON.stringify(content),
    }),
    ...activity(deps, {
      type: 'bundle.created',
      organization: living.id,
      actor: actorOf(call),
      at: now,
      data: { bundle: id, diagnosis: diagnosis.id, account: accountIn(scene, diagnosis), override },
    }),
  ])
  if (outcome !== 'committed') throw notWritten()
}
