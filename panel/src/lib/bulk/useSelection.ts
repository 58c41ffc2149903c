import { useRef, useState } from 'react'
import { type Choosable, type Chosen, NOBODY, rowsBetween, withChosen } from './choose.ts'

export interface Selection<Row extends Choosable> {
  readonly chosen: Chosen<Row>
  /** Chooses a row or not; with `isRange` all rows from the one before to it. */
  readonly toggle: (row: Row, on: boolean, isRange: boolean) => void
  /** Chooses all of these or none of them. */
  readonly set: (rows: readonly Row[], on: boolean) => void
  readonly clear: () => void
}

/** What of the list is chosen. @param rows as they are shown: what is chosen takes their newer facts */
export function useSelection<Row extends Choosable>(rows: readonly Row[]): Selection<Row> {
  const [chosen, setChosen] = useState<Chosen<Row>>(NOBODY)
  const last = useRef<string | null>(null)
  const toggle = (row: Row, on: boolean, isRange: boolean) => {
    const reached = isRange ? rowsBetween(rows, last.current, row.id) : [row]
    last.current = row.id
    setChosen((before) => withChosen(before, reached, on))
  }
  const set = (given: readonly Row[], on: boolean) => setChosen((before) => withChosen(before, given, on))
  const clear = () => {
    last.current = null
    setChosen(NOBODY)
  }
  const seen = rows.filter(({ id }) => chosen.has(id))
  return { chosen: withChosen(chosen, seen, true), toggle, set, clear }
}
