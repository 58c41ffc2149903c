import { useRef } from 'react'
import type { Choosable } from '../lib/bulk/choose.ts'
import type { Selection } from '../lib/bulk/useSelection.ts'
import styles from './Bulk.module.css'

interface Props<Row extends Choosable> {
  readonly name: string
  readonly row: Row
  readonly checked: boolean
  readonly onToggle: Selection<Row>['toggle']
}

/** Chooses a row; with Shift, by pointer or Space, everything from the last one to this one. */
export function RowBox<Row extends Choosable>({ name, row, checked, onToggle }: Props<Row>) {
  const withShift = useRef(false)
  return (
    <label className={styles['box']}>
      <input
        type="checkbox"
        aria-label={name}
        checked={checked}
        // What is between two clicks would be marked as text.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onKeyDown={(event) => {
          withShift.current = event.shiftKey
        }}
        onClick={(event) => {
          withShift.current = event.shiftKey || (event.detail === 0 && withShift.current)
        }}
        onChange={(event) => {
          onToggle(row, event.currentTarget.checked, withShift.current)
          withShift.current = false
        }}
      />
    </label>
  )
}
