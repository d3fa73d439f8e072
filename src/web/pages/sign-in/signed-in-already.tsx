/** Somebody is signed in here: go on as them, or as somebody else. */
import { Button } from '@mantine/core'
import { Outside } from '../../frame/outside.tsx'
import classes from './sign-in.module.css'

type Props = { readonly email: string; readonly goOn: () => void; readonly another: () => void }

export function SignedInAlready({ email, goOn, another }: Props) {
  return (
    <Outside
      title="Sign in"
      heading="You are signed in"
      lead={
        <>
          This browser is signed in as <strong>{email}</strong>.
        </>
      }
    >
      <div className={classes['choices']}>
        <Button onClick={goOn}>Continue</Button>
        <Button variant="default" onClick={another}>
          Use another account
        </Button>
      </div>
    </Outside>
  )
}
