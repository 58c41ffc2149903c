import type { ManagedUser, UserFilter } from '@keyward/sdk'
import { useEffect, useRef, useState } from 'react'
import { useAct } from '../../../lib/useAct.ts'
import { gatherAll } from './gather.ts'

/** Looks up everybody whom the filter finds. @param onFound not called when it was stopped before the end */
export function useGather(filter: UserFilter, onFound: (users: readonly ManagedUser[]) => void) {
  const [count, setCount] = useState(0)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const act = useAct(async () => {
    const abort = new AbortController()
    stop.current = abort
    setCount(0)
    const users = await gatherAll(filter, abort.signal, setCount)
    if (!abort.signal.aborted) onFound(users)
  })
  return { run: () => act.run(), stop: () => stop.current?.abort(), busy: act.busy, error: act.error, count }
}
