/** Where things are said that nobody asked for; what pino offers, and no more. */
export type Logger = {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}
