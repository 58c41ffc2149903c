import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptInvitation, type Invitation, readInvitation } from '../../domain/links/invitation.ts'
import { swapLink } from '../../domain/links/swap-link.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie, setCookie } from '../kit/cookies.ts'
import { visitOf } from '../kit/visit.ts'
import { deadLinkPage, onDeadLink } from './dead-link.ts'
import { EXPIRED_FORM, type FormFault, faultInNewPassword, faultOf } from './faults.ts'
import { field, formFault, newPasswordFields } from './fields.ts'
import { formTokenField, isOwnForm } from './form-token.ts'
import { html } from './html.ts'
import { withLink } from './link-param.ts'
import { sendPage } from './page.ts'
import { formOf } from './posted.ts'
import { goOn } from './visitor.ts'

const DEAD = deadLinkPage('Ask the person who invited you for a new one.')

/** An invited user chooses a password. */
export function inviteRoutes(app: FastifyInstance, context: HttpContext): void {
  const dead = (reply: FastifyReply) => sendPage(context, reply, 404, DEAD)
  withLink(app, '/invite/:link', async (link, _request, reply) => {
    const ticket = await swapLink(context.deps, 'invitation', link).catch(onDeadLink)
    if (ticket === null) return dead(reply)
    setCookie(context, reply, 'ticket', ticket)
    return reply.redirect('/invite', 303)
  })
  app.get('/invite', async (request, reply) => {
    const invitation = await invitationOf(context, request)
    return invitation ? sendInvite(context, request, reply, { invitation, fault: null }) : dead(reply)
  })
  app.post('/invite', async (request, reply) => {
    const invitation = await invitationOf(context, request)
    if (!invitation) return dead(reply)
    const form = formOf(request)
    const again = (fault: FormFault) => sendInvite(context, request, reply, { invitation, fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const fault = faultInNewPassword(form)
    if (fault) return again(fault)
    const visit = visitOf(context, request, 'panel')
    const password = form.get('password')
    const opened = await acceptInvitation(context.deps, ticketOf(context, request), password, visit).catch(
      faultOf,
    )
    if (!('kind' in opened)) return opened.status === 404 ? dead(reply) : again(opened)
    setCookie(context, reply, 'ticket', null)
    return goOn(context, request, reply, opened, '/')
  })
}

function ticketOf(context: HttpContext, request: FastifyRequest): string {
  return readCookie(context, request, 'ticket') ?? ''
}

function invitationOf(context: HttpContext, request: FastifyRequest): Promise<Invitation | null> {
  return readInvitation(context.deps, ticketOf(context, request)).catch(onDeadLink)
}

interface InviteView {
  readonly invitation: Invitation
  readonly fault: FormFault | null
}

function sendInvite(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { invitation: { user, account }, fault }: InviteView,
): FastifyReply {
  const token = formTokenField(context, request, reply)
  const name = { name: 'username', label: 'Username', autocomplete: 'username', value: user.name }
  const body = html`<p>You are invited to the account ${account.name} (${account.id}).</p>
${formFault(fault)}
<form method="post" action="/invite">
${token}
${field({ ...name, readOnly: true }, fault)}
${newPasswordFields(fault)}
<button type="submit">Choose this password</button>
</form>`
  return sendPage(context, reply, fault?.status ?? 200, { title: 'Choose a password', body })
}
