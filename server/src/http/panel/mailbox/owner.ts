import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MailboxOwner } from '../../../domain/actor.ts'
import { type WebmailSettings, webmailSettingsOf } from '../../../domain/domains/webmail-settings.ts'
import { checkMailbox } from '../../../domain/mailbox-owners/check-mailbox.ts'
import type { FactorDue } from '../../../domain/mailbox-owners/mailbox-factor.ts'
import { type MailboxSession, mailboxOwner } from '../../../domain/mailbox-owners/mailbox-session.ts'
import type { MailboxVisit } from '../../../domain/mailbox-owners/open-mailbox.ts'
import type { Mailbox } from '../../../domain/mailboxes/mailbox.ts'
import { sameText } from '../../../lib/timing-safe.ts'
import type { HttpContext } from '../../kit/context.ts'
import { readCookie } from '../../kit/cookies.ts'
import type { Form } from '../../kit/form-body.ts'
import { provenanceOf } from '../../kit/same-origin.ts'
import { visitOf } from '../../kit/visit.ts'

/** A request of somebody who is signed in to a mailbox. */
export interface Here {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly mailbox: Mailbox
  readonly session: MailboxSession
  readonly owner: MailboxOwner
  /** What is to be done before anything else; null for nothing. */
  readonly due: FactorDue | null
  readonly rules: WebmailSettings
  /** What only the server can derive from the session: goes with every form. */
  readonly csrfToken: string
}

/** Who is signed in to a mailbox at this browser; null for nobody. A session of the panel is none. */
export async function hereOf(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Here | null> {
  const secret = readCookie(context, request, 'mailbox')
  const live = secret === null ? null : await checkMailbox(context.deps, secret)
  if (!live) return null
  const owner = mailboxOwner(live, visitOf(context, request, 'panel'))
  const csrfToken = context.deps.vault.digest('mailbox-session', csrfText(live.session))
  const rules = await webmailSettingsOf(context.deps.store, live.mailbox.domainId)
  return { request, reply, ...live, owner, csrfToken, rules }
}

/** Whether a form was made for this session, and sent by a page of this server. */
export function isFormOf(context: HttpContext, { request, session }: Here, form: Form): boolean {
  if (provenanceOf(context, request) === 'other') return false
  const expected = context.deps.vault.digests('mailbox-session', csrfText(session))
  return expected.some((token) => sameText(form.get('token'), token))
}

function csrfText({ mailboxId, createdAtMs }: MailboxSession): string {
  return `csrf ${mailboxId} ${createdAtMs}`
}

export function mailboxVisitOf(context: HttpContext, request: FastifyRequest): MailboxVisit {
  const broughtSecret = readCookie(context, request, 'mailbox')
  return { ...visitOf(context, request, 'panel'), broughtSecret }
}
