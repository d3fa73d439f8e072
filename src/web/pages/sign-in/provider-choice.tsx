/** The sign-in providers that are offered, each as what its organization wrote on its button. */
import { Button } from '@mantine/core'
import { labelOf, type Offer } from './methods.ts'
import classes from './sign-in.module.css'

type Props = {
  readonly offers: readonly Offer[]
  readonly choose: (offer: Offer) => void
  /** There is a password to type, too. */
  readonly beside?: boolean
}

export function ProviderChoice({ offers, choose, beside = false }: Props) {
  if (offers.length === 0) return null
  return (
    <div className={classes['providers']}>
      {beside && <p className={classes['or']}>or</p>}
      {offers.map((offer) => (
        <Button
          key={`${offer.organization} ${offer.key}`}
          variant={beside ? 'default' : 'filled'}
          onClick={() => choose(offer)}
        >
          {labelOf(offer)}
        </Button>
      ))}
    </div>
  )
}
