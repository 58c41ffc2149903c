import { useState } from 'react'
import { readStored, store } from './storage.ts'

/** Applications that the person has marked as updated, remembered in this browser for one reset. @param of whose key */
export function useTicks(of: string, resetAt: string) {
  const name = `ticks.${of}`
  const [ticked, setTicked] = useState(() => load(name, resetAt))
  const set = (caller: string, on: boolean): void => {
    const next = on ? [...ticked, caller] : ticked.filter((other) => other !== caller)
    store(name, [resetAt, ...next].join('\n'))
    setTicked(next)
  }
  return { has: (caller: string) => ticked.includes(caller), set }
}

/** The first line names the reset: ticks of an earlier one count for nothing. */
function load(name: string, resetAt: string): readonly string[] {
  const [of, ...callers] = (readStored(name) ?? '').split('\n')
  return of === resetAt ? callers : []
}
