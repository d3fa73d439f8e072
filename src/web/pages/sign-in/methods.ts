/** How somebody can sign in, as the server says for an address or an organization. */
import type { Answer } from '../../../contract/client.ts'

export type Methods = Answer<'listSignInMethods'>
export type Offer = Methods['providers'][number]

/** The one way there is, where that is a provider: then nobody has to choose. */
export function onlyProvider({ password, providers }: Methods): Offer | undefined {
  return password || providers.length !== 1 ? undefined : providers[0]
}

export function labelOf({ button_text: text, display_name: name }: Offer): string {
  return text ?? `Continue with ${name}`
}
