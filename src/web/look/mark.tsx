/** The product's mark: a house of compartments. */

export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="var(--accent)"
      strokeWidth="1.6"
      aria-hidden
    >
      <rect x="1.3" y="1.3" width="13.4" height="13.4" rx="2" />
      <path d="M6 1.3v13.4M6 8.6h8.7" />
    </svg>
  )
}
