import type { AuditEntry, AuditFilter, AuditPage } from '@keyward/sdk'
import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query'
import { unattendedApi } from '../../lib/api.ts'
import { withNews } from './withNews.ts'

const FOLLOW_MS = 5_000

/** Servers that write to one log at once may be so much apart: what comes late with an earlier time is found, too. */
const OVERLAP_MS = 60_000

/**
 * While it is on, puts what is new on top of the entries that are there, and asks for nothing else.
 * @returns whether nothing could be asked for, the last time
 */
export function useFollow(on: boolean, question: AuditFilter, newest: AuditEntry | null): boolean {
  const client = useQueryClient()
  const { isError, isPaused } = useQuery({
    queryKey: ['audit-news', question],
    enabled: on,
    refetchInterval: on && FOLLOW_MS,
    gcTime: 0,
    staleTime: 0,
    queryFn: async () => {
      const news = await unattendedApi.audit.page(newest ? since(question, newest) : question)
      // More than a page of them, or the first ones: then the list is asked for anew, so that it has no gap.
      if (news.next !== null || !newest) await client.invalidateQueries({ queryKey: ['audit', question] })
      else
        client.setQueryData<InfiniteData<AuditPage>>(['audit', question], (old) => old && withNews(old, news))
      return news.items.length
    },
  })
  return on && (isError || isPaused)
}

function since(question: AuditFilter, { at }: AuditEntry): AuditFilter {
  const fromMs = Math.max(
    Date.parse(at) - OVERLAP_MS,
    question.from === undefined ? 0 : Date.parse(question.from),
  )
  return { ...question, from: new Date(fromMs).toISOString() }
}
