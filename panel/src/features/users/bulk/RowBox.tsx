import type { ManagedUser } from '@keyward/sdk'
import { useRef } from 'react'
import { t } from '../../../lib/messages/index.ts'
import styles from './Bulk.module.css'
import type { Selection } from './useSelection.ts'

/** Chooses a user; with Shift, by pointer or Space, everybody from the last one to this one. */
export function RowBox({ user, selection }: { readonly user: ManagedUser; readonly selection: Selection }) {
  const withShift = useRef(false)
  return (
    <label className={styles['box']}>
      <input
        type="checkbox"
        aria-label={t('bulk.choose', { name: user.name })}
        checked={selection.chosen.has(user.id)}
        // What is between two clicks would be marked as text.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onKeyDown={(event) => {
          withShift.current = event.shiftKey
        }}
        onClick={(event) => {
          withShift.current = event.shiftKey || (event.detail === 0 && withShift.current)
        }}
        onChange={(event) => {
          selection.toggle(user, event.currentTarget.checked, withShift.current)
          withShift.current = false
        }}
      />
    </label>
  )
}
