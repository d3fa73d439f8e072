/** Migration 12: what was refused, under the reference that whoever was refused got; diagnoses, and bundles made of them. */
import type { Dialect } from '../builder.ts'
import { index, type Migration, table } from './migration.ts'

export const diagnoses: Migration = {
  number: 12,
  name: 'diagnoses',
  statements: (dialect) => [
    denials(dialect),
    index('denials_by_time', 'denials', ['at']),
    index('denials_by_organization', 'denials', ['organization', 'at']),
    kept(dialect),
    index('diagnoses_by_principal', 'diagnoses', ['organization', 'principal']),
    index('diagnoses_by_denial', 'diagnoses', ['organization', 'denial']),
    index('diagnoses_by_time', 'diagnoses', ['looked_at']),
    bundles(dialect),
    index('bundles_by_diagnosis', 'bundles', ['organization', 'diagnosis']),
    index('bundles_by_time', 'bundles', ['at']),
  ],
}

function denials(dialect: Dialect): string {
  return table(
    dialect,
    'denials',
    [
      ['reference', 'text'],
      ['organization', 'text', 'null'],
      ['account', 'text', 'null'],
      ['at', 'bigint'],
      ['revision', 'bigint', 'null'],
      ['status', 'integer'],
      ['code', 'text'],
      ['detail', 'text'],
      ['operation', 'text', 'null'],
      ['permission', 'text', 'null'],
      ['scope', 'text', 'null'],
      ['token', 'text', 'null'],
      ['certificate', 'text', 'null'],
    ],
    ['reference'],
  )
}

function kept(dialect: Dialect): string {
  return table(
    dialect,
    'diagnoses',
    [
      ['organization', 'text'],
      ['id', 'text'],
      ['principal', 'text'],
      ['goal', 'text'],
      ['verdict', 'text'],
      ['code', 'text'],
      ['checks', 'text'],
      ['revision', 'bigint'],
      ['denial', 'text', 'null'],
      ['opened_at', 'bigint'],
      ['opened_by', 'text'],
      ['looked_at', 'bigint'],
      ['looked_by', 'text'],
      ['closed_at', 'bigint', 'null'],
      ['closed_by', 'text', 'null'],
      ['outcome', 'text', 'null'],
    ],
    ['organization', 'id'],
  )
}

function bundles(dialect: Dialect): string {
  return table(
    dialect,
    'bundles',
    [
      ['organization', 'text'],
      ['id', 'text'],
      ['diagnosis', 'text'],
      ['at', 'bigint'],
      ['by', 'text'],
      ['content', 'text'],
    ],
    ['organization', 'id'],
  )
}
