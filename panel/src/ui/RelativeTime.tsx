import type { PointerEvent } from 'react'
import { formatDateTime, formatRelative } from '../lib/format.ts'
import { useNow } from '../lib/useNow.ts'

const AGES_EVERY_MS = 15_000

/** "3 minutes ago", with the exact time for those who point at it. */
export function RelativeTime({ at }: { readonly at: string }) {
  const now = useNow(AGES_EVERY_MS)
  // Written when somebody points at it: a list has hundreds, and nobody reads most of them.
  const tell = ({ currentTarget }: PointerEvent<HTMLElement>) => {
    currentTarget.title = formatDateTime(at)
  }
  return (
    <time dateTime={at} onPointerEnter={tell}>
      {formatRelative(at, now)}
    </time>
  )
}

export function ExactTime({ at }: { readonly at: string }) {
  return <time dateTime={at}>{formatDateTime(at)}</time>
}
