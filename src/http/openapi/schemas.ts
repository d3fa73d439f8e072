/** JSON Schema of the contract’s shapes, as OpenAPI 3.1 takes it. */
import { z } from 'zod'

export type Json = Readonly<Record<string, unknown>>

/** Of a body or an answer; what a request may leave out is not required of it. */
export function jsonSchema(shape: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override: plainDates,
  })
  return schema
}

/** The pattern behind a date is three lines of digits; the format says the same. */
function plainDates({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
}

export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: Json
}

/** As values rather than as the text they are sent as: `limit` is a number, `dry_run` true or false. */
export function parameters(shape: z.ZodObject, place: Parameter['in']): Parameter[] {
  return Object.entries(shape.shape).map(([name, field]) => {
    const { description, ...schema } = jsonSchema(field as z.ZodType, 'output')
    const required = place === 'path' || !(field as z.ZodType).safeParse(undefined).success
    const parameter: Parameter = { name, in: place, required, schema }
    return typeof description === 'string' ? Object.assign(parameter, { description }) : parameter
  })
}
