import type { AuditEntry } from '@keyward/sdk'
import { useEffect, useRef } from 'react'
import { announce } from '../../lib/announce.ts'
import { t } from '../../lib/messages/index.ts'

/** Says how many entries have come on top of those that were there; null while nobody waits for any. */
export function useNews(entries: readonly AuditEntry[] | null): void {
  const seen = useRef<AuditEntry | null>(null)
  useEffect(() => {
    const [newest = null] = entries ?? []
    const before = seen.current
    seen.current = newest
    if (!entries || !before || !newest) return
    const count = entries.findIndex(({ number, chain }) => number === before.number && chain === before.chain)
    if (count > 0) announce(t('audit.news', { count }))
  }, [entries])
}
