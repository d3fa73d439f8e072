/** Mistakes made in what stands around diagnoses: the guard of what is given meanwhile, and what leaves the house. */
import type { GuardMutant } from './guard-mutant.ts'

const KEEPING = 'operations/diagnoses-sqlite.test.ts'
const HANDING_ON = 'operations/bundles-sqlite.test.ts'

export const DIAGNOSIS_MUTANTS: readonly GuardMutant[] = [
  {
    name: 'more access is given while a diagnosis is open that no role helps',
    file: 'operations/perform.ts',
    find: 'if (over.length > 0 && reason === undefined)',
    replace: 'if (over.length < 0 && reason === undefined)',
    test: KEEPING,
    title: 'F84',
  },
  {
    name: 'nobody notes which diagnosis was passed over',
    file: 'operations/perform.ts',
    find: 'notedAsPassedOver(deps, scene, over)',
    replace: 'notedAsPassedOver(deps, scene, [])',
    test: KEEPING,
    title: 'F84',
  },
  {
    name: 'a case is handed on before all six checks are recorded',
    file: 'operations/diagnoses/create-bundle.ts',
    find: 'if (open.length > 0 && body.override === undefined)',
    replace: 'if (open.length > 6 && body.override === undefined)',
    test: HANDING_ON,
    title: 'F80',
  },
  {
    name: 'what is pasted into a bundle keeps its secrets',
    file: 'operations/diagnoses/redacted.ts',
    find: 'return left',
    replace: 'return text',
    test: HANDING_ON,
    title: 'F82',
  },
]
