/** Every letter and how it is written; one that is missing does not compile. */
import type { Letter, LetterKind, LetterOf, Rendered } from '../letter.ts'
import { acceptance } from './acceptance.ts'
import { invitation } from './invitation.ts'
import { joined } from './joined.ts'
import { operatorReset } from './operator-reset.ts'
import { passwordChanged } from './password-changed.ts'
import { passwordReset } from './password-reset.ts'
import { ssoInvitation } from './sso-invitation.ts'

const LETTERS: { readonly [K in LetterKind]: (letter: LetterOf<K>) => Rendered } = {
  invitation,
  acceptance,
  sso_invitation: ssoInvitation,
  joined,
  password_reset: passwordReset,
  operator_reset: operatorReset,
  password_changed: passwordChanged,
}

export function written(letter: Letter): Rendered {
  return (LETTERS[letter.kind] as (letter: Letter) => Rendered)(letter)
}
