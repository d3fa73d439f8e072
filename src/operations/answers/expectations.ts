/** Expectations as answers show them: in words, with people and groups named as far as the reader may see them. */
import type { Problem } from '../../contract/shapes/answer.ts'
import type { Unparsed } from '../../contract/table.ts'
import { type Expectation, expectationText, failing, type Refusal } from '../../core/index.ts'
import type { Scene } from '../scene.ts'
import { may } from '../visible.ts'
import { scopeAnswer } from './scopes.ts'
import { emailOf } from './users.ts'

export function expectationAnswer(
  scene: Scene,
  expectation: Expectation,
): Unparsed<'listExpectations'>['items'][number] {
  const { id, subject, can, permission, note } = expectation
  return {
    id,
    text: expectationWords(scene, expectation),
    subject: { ...subject },
    can,
    permission,
    scope: scopeWords(scene, expectation),
    ...(note !== undefined && { note }),
    holds: failing(scene.snapshot, expectation, scene.now).length === 0,
  }
}

function expectationWords(scene: Scene, expectation: Expectation): string {
  const { subject, can, permission } = expectation
  return expectationText({
    subject: { type: subject.type, ref: subjectName(scene, expectation) },
    can,
    permission,
    scope: scopeWords(scene, expectation),
  })
}

function subjectName(scene: Scene, { subject: { type, id } }: Expectation): string {
  if (type === 'user') return may(scene, 'organization.user.read') ? emailOf(scene, id) || id : id
  return may(scene, 'organization.group.read') ? (scene.snapshot.groups.get(id)?.name ?? id) : id
}

function scopeWords({ snapshot: { scopes } }: Scene, { scope }: Expectation): string {
  const number = scopes.find(scope)
  return number === undefined ? scope : scopes.at(number).path
}

const SHOWN = 100

/** What a change would break. */
export function brokenAnswer(
  scene: Scene,
  { digest, failing: all }: NonNullable<Refusal['broken']>,
): NonNullable<Problem['expectations']> {
  const named = may(scene, 'organization.user.read')
  return {
    ...(digest !== undefined && { digest }),
    total: all.length,
    broken: all.slice(0, SHOWN).map(({ expectation, principal, scope }) => {
      const shown = {
        expectation: expectation.id,
        text: expectationWords(scene, expectation),
        principal,
        scope: scopeAnswer(scene.snapshot, scope),
      }
      return named ? Object.assign(shown, { email: emailOf(scene, principal) }) : shown
    }),
  }
}
