import type { ReactNode } from 'react'
import styles from './Details.module.css'

/** Labels and values, one row each. */
export function Details({ children }: { readonly children: ReactNode }) {
  return <dl className={styles['list']}>{children}</dl>
}

interface RowProps {
  readonly label: string
  /** What can be done with the value; stands at the end of its line. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function DetailsRow({ label, actions, children }: RowProps) {
  return (
    <div className={styles['row']}>
      <dt>{label}</dt>
      <dd>
        <div className={styles['value']}>{children}</div>
        {actions && <div className={styles['actions']}>{actions}</div>}
      </dd>
    </div>
  )
}
