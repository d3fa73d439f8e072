/** When something that was given begins and ends; nothing where it is in force for good. */
import { Chip } from './chip.tsx'
import { Moment } from './moment.tsx'

type Props = {
  /** RFC 3339. */
  readonly not_before?: string | undefined
  readonly expires_at?: string | undefined
}

export function Dates({ not_before: from, expires_at: until }: Props) {
  const now = Date.now()
  return (
    <>
      {from !== undefined && Date.parse(from) > now && (
        <Chip>
          begins&nbsp;
          <Moment at={from} />
        </Chip>
      )}
      {until !== undefined && (
        <Chip tone={Date.parse(until) > now ? 'plain' : 'attention'}>
          {Date.parse(until) > now ? 'ends' : 'ended'}&nbsp;
          <Moment at={until} />
        </Chip>
      )}
    </>
  )
}
