/** On the way to a sign-in provider: the server says where that is, and the browser goes there. */

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api/client.ts'
import { Outside } from '../../frame/outside.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import type { Offer } from './methods.ts'
import classes from './sign-in.module.css'

type Props = {
  readonly offer: Offer
  readonly email: string
  readonly to: string | undefined
  readonly back: () => void
}

export function GoingOn({ offer, email, to, back }: Props) {
  const { organization, key: provider, display_name: name } = offer
  const begun = useQuery({
    queryKey: ['single-sign-on', organization, provider],
    queryFn: () =>
      api.startSingleSignOn({
        body: {
          organization,
          provider,
          ...(email !== '' && { email }),
          ...(to !== undefined && { to }),
        },
      }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const { data, error, refetch } = begun
  useEffect(() => {
    if (data !== undefined) location.assign(data.url)
  }, [data])
  return (
    <Outside title="Sign in" heading={`Sign in with ${name}`}>
      {error === null ? (
        <Loading what={`Going to ${name}`} />
      ) : (
        <Trouble error={error} again={() => void refetch()} />
      )}
      <div className={classes['choices']}>
        <Button variant="default" onClick={back}>
          Sign in another way
        </Button>
      </div>
    </Outside>
  )
}
