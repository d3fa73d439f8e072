/** What a command needs of the world around it. It is passed in, so that tests and the real process run the same code. */
import { styleText } from 'node:util'

export type Terminal = {
  /** Data; everything else goes to `err`. */
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Someone is there to answer a question. */
  readonly interactive: boolean
  /** Someone reads `out`: tables are fitted to `columns`, colours may be used. */
  readonly outIsTerminal: boolean
  readonly columns: number
  readonly env: Readonly<Record<string, string | undefined>>
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Date
  /** What this machine calls itself. */
  readonly machine: string
  readonly wait: (milliseconds: number) => Promise<void>
  /** Opens a page in the person’s browser; throws where there is none. */
  readonly browse: (url: string) => Promise<void>
  /** One line from the person. */
  readonly ask: (question: string) => Promise<string>
  /** The same without echo, for passwords. */
  readonly askHidden: (question: string) => Promise<string>
  /** All of standard input. */
  readonly input: () => Promise<string>
}

export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string

/** Colour is never the only carrier of a meaning, so leaving it out loses nothing. */
export function paint(terminal: Terminal, wanted: boolean): Paint {
  const on = wanted && terminal.outIsTerminal && !terminal.env['NO_COLOR'] && terminal.env['TERM'] !== 'dumb'
  return on ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text
}
