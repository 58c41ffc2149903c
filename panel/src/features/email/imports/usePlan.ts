import type { ImportPlan } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { useAct } from '../../../lib/useAct.ts'

type Look = () => Promise<ImportPlan>

/**
 * What a file comes to, as it was asked for last: looks that are overtaken while they are under way,
 * by another file, domain or column, are answered for nothing.
 */
export function usePlan() {
  const [plan, setPlan] = useState<ImportPlan | null>(null)
  const next = useRef<Look | null>(null)
  const act = useAct(async () => {
    while (next.current) {
      const look = next.current
      const found = await look().catch((error: unknown) => {
        if (next.current !== look) return null
        next.current = null
        throw error
      })
      if (next.current !== look) continue
      next.current = null
      setPlan(found)
    }
  })
  const look = (asked: Look) => {
    next.current = asked
    return act.run()
  }
  /** Nothing is chosen any more. */
  const drop = () => {
    next.current = null
    setPlan(null)
    if (!act.busy) act.clear()
  }
  return { plan, setPlan, look, drop, busy: act.busy, error: act.error }
}
