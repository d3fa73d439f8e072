/** What every letter to somebody who is invited says alike. */
import { moment, named } from './sheet.ts'

/** @param by absent: the server's own machine */
export function invitedTo(organization: string, by: string | undefined): string {
  return by === undefined
    ? `You are invited to ${organization}.`
    : `${named(by)} has invited you to ${organization}.`
}

export function subjectOf(organization: string, again: boolean): string {
  return again ? `Your new invitation to ${organization}` : `Invitation to ${organization}`
}

export function aboutTheLink(expiresAt: number, again: boolean): readonly string[] {
  return [
    `The link works once, until ${moment(expiresAt)}.`,
    ...(again ? ['It replaces the link that you were sent before.'] : []),
  ]
}

export const WHY =
  'You get this because somebody entered your address. If you do not expect it, do nothing: the invitation ends by itself.'
