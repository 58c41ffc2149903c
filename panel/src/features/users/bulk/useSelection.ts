import type { ManagedUser } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { type Chosen, NOBODY, rowsBetween, withChosen } from './choose.ts'

export interface Selection {
  readonly chosen: Chosen
  /** Chooses a row or not; with `isRange` all rows from the one before to it. */
  readonly toggle: (user: ManagedUser, on: boolean, isRange: boolean) => void
  /** Chooses all of these or none of them. */
  readonly set: (users: readonly ManagedUser[], on: boolean) => void
  readonly clear: () => void
}

/** Who of the list is chosen. @param rows as they are shown: what is chosen takes their newer facts */
export function useSelection(rows: readonly ManagedUser[]): Selection {
  const [chosen, setChosen] = useState<Chosen>(NOBODY)
  const last = useRef<string | null>(null)
  const toggle = (user: ManagedUser, on: boolean, isRange: boolean) => {
    const reached = isRange ? rowsBetween(rows, last.current, user.id) : [user]
    last.current = user.id
    setChosen((before) => withChosen(before, reached, on))
  }
  const set = (users: readonly ManagedUser[], on: boolean) =>
    setChosen((before) => withChosen(before, users, on))
  const clear = () => {
    last.current = null
    setChosen(NOBODY)
  }
  const seen = rows.filter(({ id }) => chosen.has(id))
  return { chosen: withChosen(chosen, seen, true), toggle, set, clear }
}
