/** The people of Acme: who, since how many days, in which groups, with which role from the start. */
import { activates, invites } from '../deeds.ts'
import { type Line, linesOf } from '../line.ts'

const { line } = linesOf('acme', 'acme.example')

type Person = readonly [
  who: string,
  name: string,
  /** Days since they accepted their invitation, which was sent the day before. */
  since: number,
  groups?: readonly string[],
  role?: string,
]

const PEOPLE: readonly Person[] = [
  ['amara', 'Amara Okafor', 117, [], 'admin'],

  ['priya', 'Priya Raman', 115, ['Platform']],
  ['jonas', 'Jonas Weber', 115, ['Platform']],
  ['mei', 'Mei Tanaka', 114, ['Platform']],
  ['diego', 'Diego Álvarez', 102, ['Platform']],
  ['sanna', 'Sanna Korhonen', 68, ['Platform']],

  ['yusuf', 'Yusuf Demir', 114, ['Billing Operators']],
  ['clara', 'Clara Beaumont', 113, ['Billing Operators']],
  ['tendai', 'Tendai Moyo', 99, ['Billing Operators']],
  ['ruth', 'Ruth Adler', 58, ['Billing Operators']],

  ['lucia', 'Lucía Fernández', 113, ['Storefront']],
  ['bao', 'Bao Nguyen', 112, ['Storefront']],
  ['elise', 'Elise Martin', 111, ['Storefront']],
  ['kofi', 'Kofi Asante', 97, ['Storefront']],
  ['anna', 'Anna Kowalska', 71, ['Storefront']],
  ['victor', 'Victor Stone', 110, ['Storefront']],

  ['wei', 'Chen Wei', 103, ['Data']],
  ['ishaan', 'Ishaan Gupta', 103, ['Data']],
  ['nadia', 'Nadia Petrova', 95, ['Data']],
  ['tomas', 'Tomás Silva', 61, ['Data']],

  ['astrid', 'Astrid Holm', 109, ['Security']],
  ['malik', 'Malik Johnson', 92, ['Security']],

  ['grace', 'Grace Kim', 108, ['Support']],
  ['luca', 'Luca Moretti', 108, ['Support']],
  ['zanele', 'Zanele Dube', 107, ['Support']],
  ['hugo', 'Hugo Laurent', 76, ['Support']],
  ['aiko', 'Aiko Sato', 54, ['Support']],

  ['hana', 'Hana Novotná', 89],
  ['mateo', 'Mateo Rossi', 87],
  ['freya', 'Freya Lindqvist', 72],
  ['eoin', 'Eoin Byrne', 72, [], 'viewer'],
  ['alex', 'Alex Morgan', 93],
  ['noor', 'Noor Haddad', 66],
  ['omar', 'Omar Farouk', 59],

  ['ravi', 'Ravi Menon', 47, ['Contractors']],
  ['samuel', 'Samuel Mensah', 46],
  ['petra', 'Petra Vogel', 106, ['Platform']],
  ['dmitri', 'Dmitri Orlov', 70, [], 'viewer'],
  // Members who were given nothing: membership only.
  ['bianca', 'Bianca Costa', 64],
  ['henry', 'Henry Park', 38],
]

/** Kim invites until Amara has taken over. */
function host(day: number): string {
  return day > 100 ? 'kim' : 'amara'
}

export const JOINING: readonly Line[] = PEOPLE.flatMap(([who, name, since, groups = [], role]) => [
  line(since + 1, host(since + 1), invites(who, name, { groups, ...(role !== undefined && { role }) })),
  line(since, who, activates),
])
