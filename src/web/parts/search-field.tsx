/** A search that acts once somebody has stopped typing, and follows the address when that changes by itself. */
import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Search } from '../look/icons.tsx'

type Props = {
  readonly label: string
  readonly placeholder: string
  /** What is searched for; nothing where it is empty. */
  readonly q: string
  readonly search: (q: string) => void
  readonly className?: string | undefined
}

/** Milliseconds. */
const PAUSE = 250

export function SearchField({ label, placeholder, q, search, className }: Props) {
  const [typed, setTyped] = useState(q)
  useEffect(() => setTyped(q), [q])
  useEffect(() => {
    if (typed.trim() === q) return undefined
    const timer = setTimeout(() => search(typed.trim()), PAUSE)
    return () => clearTimeout(timer)
  })
  return (
    <TextInput
      className={className}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      maxLength={200}
      leftSection={<Search />}
      value={typed}
      onChange={({ currentTarget: { value } }) => setTyped(value)}
    />
  )
}
