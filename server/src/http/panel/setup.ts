import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkSetUp, setUpOwner } from '../../domain/links/set-up.ts'
import { swapLink } from '../../domain/links/swap-link.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie, setCookie } from '../kit/cookies.ts'
import type { Form } from '../kit/form-body.ts'
import { visitOf } from '../kit/visit.ts'
import { deadLinkPage, onDeadLink } from './dead-link.ts'
import { EXPIRED_FORM, type FormFault, faultInNewPassword, faultOf, withWaiting } from './faults.ts'
import { field, formFault, newPasswordFields } from './fields.ts'
import { formTokenField, isOwnForm } from './form-token.ts'
import { html } from './html.ts'
import { withLink } from './link-param.ts'
import { sendPage } from './page.ts'
import { formOf } from './posted.ts'
import { welcome } from './visitor.ts'

const DEAD = deadLinkPage('If nobody has set Keyward up yet, start it again: it prints a fresh link.')

/** The first owner: a printed link, then a form. */
export function setupRoutes(app: FastifyInstance, context: HttpContext): void {
  const dead = (reply: FastifyReply) => sendPage(context, reply, 404, DEAD)
  const isOpenTo = (request: FastifyRequest) => {
    const ticket = readCookie(context, request, 'ticket') ?? ''
    return checkSetUp(context.deps, ticket).then(() => true, onDeadLink)
  }
  withLink(app, '/setup/:link', async (link, request, reply) => {
    const ticket = await swapLink(context.deps, 'setup', link).catch(onDeadLink)
    if (ticket !== null) setCookie(context, reply, 'ticket', ticket)
    // Whoever closed the page follows the link again, and is let in by what it was swapped for.
    else if (!(await isOpenTo(request))) return dead(reply)
    return reply.redirect('/setup', 303)
  })
  app.get('/setup', async (request, reply) => {
    return (await isOpenTo(request))
      ? sendSetup(context, request, reply, { username: '', fault: null })
      : dead(reply)
  })
  app.post('/setup', async (request, reply) => {
    const form = formOf(request)
    const username = form.get('username')
    const again = (fault: FormFault) => sendSetup(context, request, reply, { username, fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const fault = faultIn(form)
    if (fault) return again(fault)
    const ticket = readCookie(context, request, 'ticket') ?? ''
    const owner = { username, password: form.get('password') }
    const visit = visitOf(context, request, 'panel')
    const opened = await setUpOwner(context.deps, ticket, owner, visit).catch(faultOf)
    if (!('secret' in opened)) return opened.status === 404 ? dead(reply) : again(opened)
    setCookie(context, reply, 'ticket', null)
    return welcome(context, request, reply, opened, '/')
  })
}

function faultIn(form: Form): FormFault | null {
  if (form.get('username') !== '') return faultInNewPassword(form)
  return { status: 400, field: 'username', text: 'Choose a username.' }
}

function sendSetup(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { username, fault }: { readonly username: string; readonly fault: FormFault | null },
): FastifyReply {
  const token = formTokenField(context, request, reply)
  const hint = 'Begins with a letter; letters, digits and @ . _ + - may follow.'
  const name = { name: 'username', label: 'Username', autocomplete: 'username', value: username, hint }
  const body = html`<p>You will own the first account and run this installation.</p>
${formFault(fault)}
<form method="post" action="/setup">
${token}
${field({ ...name, first: true }, fault)}
${newPasswordFields(fault)}
<button type="submit">Create the owner</button>
</form>`
  return sendPage(context, withWaiting(reply, fault), fault?.status ?? 200, { title: 'Set up Keyward', body })
}
