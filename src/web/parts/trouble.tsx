/** Something could not be read: says what happened, what to do, and tries again when told. */
import { Button } from '@mantine/core'
import { faultOf } from '../api/fault.ts'
import { Notice } from './notice.tsx'
import classes from './parts.module.css'

export function Trouble({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const { says, next, reference, kind } = faultOf(error)
  return (
    <div role="alert" className={classes['trouble']}>
      <Notice tone={kind === 'refused' ? 'denied' : 'attention'}>
        <strong>{says}</strong> {next}
        {reference !== undefined && (
          <>
            {' '}
            Reference: <code>{reference}</code>
          </>
        )}
      </Notice>
      {again !== undefined && (
        <Button variant="default" onClick={again}>
          Try again
        </Button>
      )}
    </div>
  )
}
