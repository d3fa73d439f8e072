/** What lies in the outbox of a town, unsealed as the post office would read it. */
import { unseal } from '../../src/identity/sealed.ts'
import type { Mailer } from '../../src/operations/mail/mailer.ts'
import { mailKey } from '../../src/operations/mail/post.ts'
import { dueMail } from '../../src/store/store.ts'
import type { Town } from './town.ts'

/** A mail server is configured; nothing is carried away, so that the outbox can be read. */
export const MAILER: Mailer = { carry: async () => ({ outcome: 'later', answer: '451 not now' }) }

export type Lying = {
  readonly kind: string
  readonly address: string
  readonly text: string
  readonly url: string
}

/** Oldest first. */
export async function outbox({ deps, now }: Pick<Town, 'deps' | 'now'>): Promise<Lying[]> {
  const due = await dueMail(deps.store, now, 100)
  return due.map(({ id, kind, address, sealed }) => {
    const { text } = JSON.parse(unseal(mailKey(deps), id, sealed)!) as { readonly text: string }
    return { kind, address, text, url: /https:\/\/\S+/.exec(text)?.[0] ?? '' }
  })
}
