import type { AuditPage } from '@keyward/sdk'

interface Pages {
  readonly pages: AuditPage[]
  readonly pageParams: unknown[]
}

/** The pages with what is new among some entries, in the order of the log: time, then number. */
export function withNews({ pages, pageParams }: Pages, { items }: Pick<AuditPage, 'items'>): Pages {
  const known = new Set(pages.flatMap((page) => page.items.map(({ number }) => number)))
  const fresh = items.filter(({ number }) => !known.has(number))
  const [first, ...rest] = pages
  if (!first || fresh.length === 0) return { pages, pageParams }
  const merged = [...fresh, ...first.items].sort(
    (one, other) => other.at.localeCompare(one.at) || other.number - one.number,
  )
  return { pages: [{ ...first, items: merged }, ...rest], pageParams }
}
