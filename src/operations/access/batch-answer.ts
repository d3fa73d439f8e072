/** The answers to a list of checks as the numbers of their verdicts, which are made objects only for who asks for them. */
import { VERDICTS, type Verdict } from '../../core/index.ts'

export class BatchAnswer {
  readonly revision: string
  declare readonly at?: string
  readonly numbers: Uint8Array

  /** @param at of which time it is, where that is not now */
  constructor(numbers: Uint8Array, revision: string, { at }: { readonly at?: string } = {}) {
    this.numbers = numbers
    this.revision = revision
    if (at !== undefined) this.at = at
  }

  get decisions(): Verdict[] {
    return Array.from(this.numbers, (number) => VERDICTS[number]!)
  }
}
