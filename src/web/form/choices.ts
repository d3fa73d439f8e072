/** What can be chosen from: one by one, or under headings. */

type Item = { readonly value: string; readonly label: string }
export type Choices = readonly (Item | { readonly group: string; readonly items: readonly Item[] })[]
