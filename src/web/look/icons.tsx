/** The few signs that the console uses, drawn in one hand; each stands beside words or has a name of its own. */
import type { ReactNode } from 'react'

function Sign({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {children}
    </svg>
  )
}

export const Down = () => (
  <Sign>
    <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
  </Sign>
)
export const Tick = () => (
  <Sign>
    <path d="m3.5 8.5 3 3 6-7" />
  </Sign>
)
export const Dot = () => (
  <Sign>
    <circle cx="8" cy="8" r="2.25" />
  </Sign>
)
export const Warning = () => (
  <Sign>
    <path d="M8 2.2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1" />
  </Sign>
)
export const Refusal = () => (
  <Sign>
    <circle cx="8" cy="8" r="6" />
    <path d="m3.8 3.8 8.4 8.4" />
  </Sign>
)
export const Close = () => (
  <Sign>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Sign>
)
export const More = () => (
  <Sign>
    <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />
  </Sign>
)
export const Search = () => (
  <Sign>
    <circle cx="7" cy="7" r="4.2" />
    <path d="m10.2 10.2 3.3 3.3" />
  </Sign>
)
export const Upwards = () => (
  <Sign>
    <path d="M8 12.5v-9M4.5 7 8 3.5 11.5 7" />
  </Sign>
)
export const Downwards = () => (
  <Sign>
    <path d="M8 3.5v9M4.5 9 8 12.5 11.5 9" />
  </Sign>
)
export const Sun = () => (
  <Sign>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7" />
  </Sign>
)
export const Moon = () => (
  <Sign>
    <path d="M13.5 9.3A5.8 5.8 0 0 1 6.7 2.5a5.8 5.8 0 1 0 6.8 6.8z" />
  </Sign>
)
export const Screen = () => (
  <Sign>
    <rect x="1.8" y="2.8" width="12.4" height="8.4" rx="1.2" />
    <path d="M5.5 13.8h5" />
  </Sign>
)
