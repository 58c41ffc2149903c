import { type KeyboardEvent, lazy, startTransition, useState } from 'react'
import { type AskedBy, askedByOf } from '../ui/useAskedMenu.ts'
import styles from './AccountMenu.module.css'
import { AccountName } from './AccountName.tsx'

export const loadAccountMenu = () => import('./AccountMenu.tsx')

const AccountMenu = lazy(loadAccountMenu)

/** The menu of the account. What opens is made when it is asked for: no page begins with it. */
export function AccountButton({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const [askedBy, setAskedBy] = useState<AskedBy>()
  // The button stays until there is something to take its place.
  const ask = (by: AskedBy) => startTransition(() => setAskedBy(by))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    ask('keyboard')
  }
  if (askedBy) return <AccountMenu askedBy={askedBy} onShortcuts={onShortcuts} />
  return (
    <button
      type="button"
      className={styles['trigger']}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={(press) => ask(askedByOf(press))}
      onKeyDown={onKeyDown}
    >
      <AccountName />
    </button>
  )
}
