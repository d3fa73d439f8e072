/** A statement as somebody wrote it, with the person's id in it. */
import { type ExpectationText, readExpectation, refuse } from '../../core/index.ts'
import { Refused } from '../refused.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'

/** @throws Refused INVALID where it is not written like one */
export function stated(scene: Scene, text: string): ExpectationText {
  const read = readExpectation(text)
  if (read === undefined) {
    const detail =
      'this is not a statement: write `alex@acme.example can deployment.create at billing`, ' +
      '`group:Ops cannot variable.write at */production` or `… at anywhere`'
    throw new Refused(refuse('INVALID', detail, { field: '/text' }))
  }
  const { subject } = read
  if (subject.type === 'group') return read
  return { ...read, subject: { type: 'user', ref: idOf(scene, subject.ref) ?? subject.ref } }
}
