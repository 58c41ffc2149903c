import type { AuditEntry } from '@keyward/sdk'
import { useEffect, useRef } from 'react'
import { announce } from '../../lib/announce.ts'
import { t } from '../../lib/messages/index.ts'

/**
 * Says how many entries have come on top of those that were there; null while nobody waits for any.
 * @param asked what is looked for: what another question finds is no news
 */
export function useNews(entries: readonly AuditEntry[] | null, asked: string): void {
  const seen = useRef<{ readonly newest: AuditEntry; readonly asked: string } | null>(null)
  useEffect(() => {
    const [newest] = entries ?? []
    const last = seen.current
    seen.current = newest ? { newest, asked } : null
    if (!entries || last?.asked !== asked) return
    const before = last.newest
    const count = entries.findIndex(({ number, chain }) => number === before.number && chain === before.chain)
    if (count > 0) announce(t('audit.news', { count }))
  }, [entries, asked])
}
