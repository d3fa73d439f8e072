/** An invitation: one record per organization and account; `expired` is `pending` past its time. */
export type Invitation = {
  readonly id: string
  readonly principal: string
  readonly state: 'pending' | 'accepted' | 'cancelled'
  /** Epoch milliseconds; from this instant on it can no longer be accepted. */
  readonly expiresAt: number
  readonly invitedBy: string
  readonly createdAt: number
  /** How often a link was issued; each new link ends the one before. */
  readonly issued: number
}
