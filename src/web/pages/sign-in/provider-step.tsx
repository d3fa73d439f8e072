/** Several providers and no password for this address, or a page that was opened for one organization. */
import { Button } from '@mantine/core'
import { Outside } from '../../frame/outside.tsx'
import type { Offer } from './methods.ts'
import { ProviderChoice } from './provider-choice.tsx'

type Props = {
  readonly offers: readonly Offer[]
  readonly choose: (offer: Offer) => void
  readonly back: () => void
}

export function ProviderStep({ offers, choose, back }: Props) {
  return (
    <Outside title="Sign in" heading="Choose how you sign in">
      <ProviderChoice offers={offers} choose={choose} />
      <div>
        <Button variant="subtle" onClick={back}>
          Use an e-mail address
        </Button>
      </div>
    </Outside>
  )
}
