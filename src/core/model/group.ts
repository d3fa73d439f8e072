/** A group: a set of members. Each seat says what put the member there. */
export type Group = {
  readonly id: string
  readonly name: string
  readonly description: string
}

export type SeatSource = 'manual' | 'scim' | `sso:${string}`

export type Seat = {
  readonly group: string
  readonly principal: string
  readonly source: SeatSource
}
