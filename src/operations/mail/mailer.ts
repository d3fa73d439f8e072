/** What carries letters away; the composition root supplies it where there is a mail server. */

export type OutgoingMail = {
  /** The same at every try, so that a receiver can tell that it has the letter already. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/**
 * - `sent`: the mail server has taken it
 * - `refused`: it never will (a 5xx about this letter)
 * - `later`: not now; `unreachable`: and no other letter either
 */
export type Carried = {
  readonly outcome: 'sent' | 'refused' | 'later'
  readonly unreachable?: boolean
  /** What the mail server said, or what went wrong; never the password of the connection. */
  readonly answer: string
}

export type Mailer = {
  /** Never throws, and ends within a minute. */
  readonly carry: (mail: OutgoingMail) => Promise<Carried>
}
