/** To somebody who became a member at once, because their account was known here. */
import type { LetterOf, Rendered } from '../letter.ts'
import { named, render } from './sheet.ts'

export function joined({ organizationName, by, signInUrl }: LetterOf<'joined'>): Rendered {
  const organization = named(organizationName)
  const added =
    by === undefined
      ? `You are now a member of ${organization}.`
      : `${named(by)} has added you to ${organization}.`
  return render({
    subject: `You are now a member of ${organization}`,
    heading: `Welcome to ${organization}`,
    before: [added, 'Sign in as you always do: your account and password stay as they are.'],
    action: { label: 'Sign in', url: signInUrl },
    after: [],
    foot: 'You get this because you have an account here. If you do not know this organization, tell your administrator.',
  })
}
