/** When something that was opened is gone, the focus goes back to what opened it, and else to what it stood in. */
import { useEffect, useState } from 'react'

export function useReturn(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // What goes away with it is still there at this moment.
      queueMicrotask(() => {
        const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body
        const around = document.querySelector<HTMLElement>('dialog[open] h2, main h1')
        if (isThere) opener.focus()
        else around?.focus()
      })
    },
    [opener],
  )
}
