import type { MailboxSummary } from '@keyward/sdk'
import { useMemo, useState } from 'react'
import { NOBODY, withChosen } from '../../../lib/bulk/choose.ts'
import { type Selection, useSelection } from '../../../lib/bulk/useSelection.ts'

/** What is selected: some of what is loaded, or everything that is found, loaded or not. */
export function useEverything(rows: readonly MailboxSummary[]) {
  const [everything, setEverything] = useState(false)
  const some = useSelection(rows)
  const all = useMemo(() => withChosen(NOBODY, rows, true), [rows])
  /** Whoever takes one out of everything is left with the others that are loaded. */
  const leave = () => {
    setEverything(false)
    some.set(rows, true)
  }
  const selection: Selection<MailboxSummary> = !everything
    ? some
    : {
        chosen: all,
        toggle: (...asked) => {
          leave()
          some.toggle(...asked)
        },
        set: (given, on) => {
          leave()
          some.set(given, on)
        },
        clear: () => {
          setEverything(false)
          some.clear()
        },
      }
  return { selection, everything, choose: () => setEverything(true) }
}
