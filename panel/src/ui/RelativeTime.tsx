import { formatDateTime, formatRelative } from '../lib/format.ts'
import { useNow } from '../lib/useNow.ts'

const AGES_EVERY_MS = 15_000

/** "3 minutes ago", with the exact time for those who point at it. */
export function RelativeTime({ at }: { readonly at: string }) {
  const now = useNow(AGES_EVERY_MS)
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatRelative(at, now)}
    </time>
  )
}

export function ExactTime({ at }: { readonly at: string }) {
  return <time dateTime={at}>{formatDateTime(at)}</time>
}
