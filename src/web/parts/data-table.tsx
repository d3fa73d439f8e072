/**
 * A list as a table with rows of 36 px; where there is no room for columns, as cards in which nothing is cut off. The
 * first column names the row; a link in it covers the row.
 */
import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Downwards, Upwards } from '../look/icons.tsx'
import classes from './data-table.module.css'

export type Column<T> = {
  readonly head: string
  /** Its share of the width. */
  readonly share: number
  /** What the API sorts by. */
  readonly sort?: string
  /** Nothing at all leaves the line out of a card. */
  readonly cell: (row: T) => ReactNode
  /** What is done with the row stands at its end, under no heading that is seen. */
  readonly isTools?: true
}

type Props<T> = {
  /** Names the table for whoever does not see it. */
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  /** A field, `-` before it for descending. */
  readonly sort?: string
  /** Absent where no column can be sorted by. */
  readonly sortBy?: (sort: string) => void
  /** What is open beside the list. */
  readonly isOpen?: (row: T) => boolean
}

export function DataTable<T>({ caption, columns, rows, keyOf, isOpen, ...sorting }: Props<T>) {
  const [first, ...others] = columns
  if (first === undefined) return null
  return (
    <div className={classes['room']}>
      {/* Roles are said: some browsers forget those of elements that are drawn as something else. */}
      <table className={classes['table']} role="table">
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <colgroup>
          {columns.map(({ head, share }) => (
            <col key={head} width={`${share}%`} />
          ))}
        </colgroup>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <Head key={column.head} column={column} {...sorting} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row" data-open={isOpen?.(row) === true}>
              <th role="rowheader" scope="row">
                {first.cell(row)}
              </th>
              {others.map(({ head, cell, isTools }) => (
                <td key={head} role="cell" data-head={head} data-tools={isTools === true}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type HeadProps<T> = Pick<Props<T>, 'sort' | 'sortBy'> & { readonly column: Column<T> }

function Head<T>({ column: { head, sort: field, isTools }, sort, sortBy }: HeadProps<T>) {
  if (field === undefined) {
    return (
      <th role="columnheader" scope="col">
        {isTools === true ? <VisuallyHidden>{head}</VisuallyHidden> : head}
      </th>
    )
  }
  const order = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none'
  return (
    <th role="columnheader" scope="col" aria-sort={order}>
      <button type="button" onClick={() => sortBy?.(order === 'ascending' ? `-${field}` : field)}>
        {head}
        <span className={classes['order']} data-order={order}>
          {order === 'descending' ? <Downwards /> : <Upwards />}
        </span>
      </button>
    </th>
  )
}
