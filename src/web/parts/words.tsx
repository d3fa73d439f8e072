/** A sentence of the server, in which names and keys stand in backticks. */

export function Words({ text }: { readonly text: string }) {
  return text.split('`').map((part, at) =>
    // Every other part stood between two of them; the parts of one sentence never change places.
    at % 2 === 1 ? <code key={`${at} ${part}`}>{part}</code> : part,
  )
}
