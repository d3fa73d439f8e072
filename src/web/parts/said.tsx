/** What was done, said once it is done, and read out. */
import { useEffect, useRef } from 'react'
import { Notice } from './notice.tsx'

export function Said({ what }: { readonly what: string | undefined }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (what !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [what])
  return (
    <div ref={place} role="status">
      {what !== undefined && <Notice tone="done">{what}</Notice>}
    </div>
  )
}
