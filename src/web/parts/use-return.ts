/** When something that was opened is gone, the focus goes back to what opened it, and else to what it stood in. */
import { useEffect, useState } from 'react'

export function useReturn(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // What goes away with it is still there at this moment.
      queueMicrotask(() => {
        const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body
        const find = (place: string) => document.querySelector<HTMLElement>(place)
        const around = find('dialog[open] h2') ?? find('main h1')
        if (isThere) opener.focus()
        // What goes away together with what it stood in has nothing to say: that one's opener has the focus by now.
        else if (document.activeElement === document.body) around?.focus()
      })
    },
    [opener],
  )
}
