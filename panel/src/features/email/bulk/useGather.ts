import type { MailboxFilter, MailboxPage, MailboxSummary } from '@keyward/sdk'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { useAct } from '../../../lib/useAct.ts'

const MOST_ON_A_PAGE = 100

/** Looks up all that the filter finds. @param onFound not called when it was stopped before the end */
export function useGather(filter: MailboxFilter, onFound: (mailboxes: readonly MailboxSummary[]) => void) {
  const [count, setCount] = useState(0)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const act = useAct(async () => {
    const abort = new AbortController()
    stop.current = abort
    setCount(0)
    const found = await gatherAll(filter, abort.signal, setCount)
    if (!abort.signal.aborted) onFound(found)
  })
  return { run: () => act.run(), stop: () => stop.current?.abort(), busy: act.busy, error: act.error, count }
}

async function gatherAll(
  filter: MailboxFilter,
  signal: AbortSignal,
  onSome: (count: number) => void,
): Promise<readonly MailboxSummary[]> {
  const found: MailboxSummary[] = []
  let after: string | null = null
  do {
    const more = after === null ? {} : { after }
    const page: MailboxPage = await api.mailboxes.list({ ...filter, ...more, limit: MOST_ON_A_PAGE })
    found.push(...page.items)
    onSome(found.length)
    after = page.next
  } while (after !== null && !signal.aborted)
  return found
}
