/** What put somebody into a group, or fills the whole of one: a hand, a provider of single sign-on, or SCIM. */
import { Chip } from './chip.tsx'

type Source = {
  readonly source: string
  readonly provider?: { readonly display_name: string } | undefined
}

/** Whether it is changed where it comes from, and not here. */
export function isSynced({ source }: Source): boolean {
  return source !== 'manual'
}

/** In words: `by hand`, `Corp`, `SCIM`. */
export function filledBy({ source, provider }: Source): string {
  if (source === 'manual') return 'by hand'
  if (source === 'scim') return 'SCIM'
  return provider?.display_name ?? 'single sign-on'
}

/** Of what is filled by hand there is nothing to say. */
export function FilledBy(source: Source) {
  return isSynced(source) ? <Chip>from {filledBy(source)}</Chip> : null
}
