import type { AuditEntry } from '@keyward/sdk'
import { Link } from '@tanstack/react-router'
import { useUser } from '../../lib/session.ts'
import { objectPage } from './objectPage.ts'
import { sentenceOf } from './sentences.ts'

/** What was done; the name in it leads to the page of what it is. */
export function What({ entry }: { readonly entry: AuditEntry }) {
  const page = objectPage(entry, useUser())
  const { before, name, after } = sentenceOf(entry)
  if (page === null || name === '') return `${before}${name}${after}`
  return (
    <>
      {before}
      <Link to={page} translate="no">
        {name}
      </Link>
      {after}
    </>
  )
}
