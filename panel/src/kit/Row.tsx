import type { ReactNode } from 'react'
import styles from './Kit.module.css'

/** States side by side. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div className={styles['row']}>{children}</div>
}
