import { DomainError } from '../../domain/errors.ts'
import { type Html, html } from './html.ts'
import type { Page } from './page.ts'

/** Used, ended and never made look alike. */
export function deadLinkPage(whatNow: string | Html, signIn = '/login'): Page {
  const body = html`<p>It was used already, or its time is over. A link works once.</p>
<p>${whatNow}</p>
<p><a href="${signIn}">Sign in</a></p>`
  return { title: 'This link does not work', body }
}

/** Null for a link that is no good. */
export function onDeadLink(error: unknown): null {
  if (error instanceof DomainError && error.code === 'link.not_found') return null
  throw error
}
