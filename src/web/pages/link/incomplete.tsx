/** Opened without its token: cut off by a mail program, typed by hand, or loaded again after the token was taken out. */
import { Outside } from '../../frame/outside.tsx'

export function Incomplete() {
  return (
    <Outside
      title="Your link"
      heading="This link is incomplete"
      lead="The part that makes it yours is missing from the address."
    >
      <p>
        Open the link again from where you got it. Mail programs sometimes cut long links: then copy the whole
        link into the address bar.
      </p>
    </Outside>
  )
}
