import type { ReactNode } from 'react'

/** Heard and not seen. */
export function Hidden({ children }: { readonly children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>
}
