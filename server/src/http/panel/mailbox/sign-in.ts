import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { useMailboxToken } from '../../../domain/login-tokens/use-mailbox-token.ts'
import { signInToMailbox } from '../../../domain/mailbox-owners/sign-in.ts'
import { signOutOfMailbox } from '../../../domain/mailbox-owners/sign-out.ts'
import type { HttpContext } from '../../kit/context.ts'
import { setCookie } from '../../kit/cookies.ts'
import { deadLinkPage, onDeadLink } from '../dead-link.ts'
import { EXPIRED_FORM, type FormFault, faultOf, withWaiting } from '../faults.ts'
import { field, formFault } from '../fields.ts'
import { formTokenField, isOwnForm } from '../form-token.ts'
import { html } from '../html.ts'
import { sendPage } from '../page.ts'
import { formOf, queryOf } from '../posted.ts'
import { sendOverview } from './overview.ts'
import { onlyPlace, toSignIn } from './own-page.ts'
import { hereOf, isFormOf, mailboxVisitOf } from './owner.ts'

const DEAD = deadLinkPage('Ask again where the link was made, or sign in with your password.', '/mailbox')

/** In and out of a mailbox. */
export function signInRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get('/mailbox', async (request, reply) => {
    const here = await hereOf(context, request, reply)
    const place = here && onlyPlace(here)
    if (place) return reply.redirect(place, 303)
    return here ? sendOverview(context, here) : sendSignIn(context, request, reply, '', null)
  })
  app.post('/mailbox', async (request, reply) => {
    const form = formOf(request)
    const [address, password] = [form.get('address'), form.get('password')]
    const again = (fault: FormFault) => sendSignIn(context, request, reply, address, fault)
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const empty = emptyField(address, password)
    if (empty) return again(empty)
    const visit = mailboxVisitOf(context, request)
    const opened = await signInToMailbox(context.deps, { address, password }, visit).catch(signInFault)
    return 'secret' in opened ? enter(context, reply, opened.secret) : again(opened)
  })
  app.post('/mailbox/logout', async (request, reply) => {
    const form = formOf(request)
    const here = await hereOf(context, request, reply)
    if (here && !isFormOf(context, here, form)) return sendOverview(context, here, EXPIRED_FORM)
    if (here) await signOutOfMailbox(context.deps, here.owner)
    setCookie(context, reply, 'mailbox', null)
    return toSignIn(reply)
  })
  tokenRoute(app, context, '/mailbox/token', 'loginToken')
  // Where the vendor's webmail is, and what its clients build of a token.
  for (const url of ['/mail/src/redirect.php', '/mobile/login.php'])
    tokenRoute(app, context, url, 'sessionID')
}

/** Signing in by a token of the e-mail API. Only a real GET uses it up: a HEAD, as filters and previews send it, must not. */
function tokenRoute(app: FastifyInstance, context: HttpContext, url: string, name: string): void {
  app.route({
    method: 'GET',
    url,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const visit = mailboxVisitOf(context, request)
      const opened = await useMailboxToken(context.deps, queryOf(request, name), visit).catch(onDeadLink)
      return opened ? enter(context, reply, opened.secret) : sendPage(context, reply, 404, DEAD)
    },
  })
}

function enter(context: HttpContext, reply: FastifyReply, secret: string): FastifyReply {
  setCookie(context, reply, 'mailbox', secret)
  return reply.redirect('/mailbox', 303)
}

function signInFault(error: unknown): FormFault {
  const fault = faultOf(error)
  if (fault.status !== 401) return fault
  const text =
    'The address or the password is not right. A password of a single program, such as a phone, does not count here.'
  return { ...fault, text }
}

function emptyField(address: string, password: string): FormFault | null {
  if (address === '') return { status: 400, field: 'address', text: 'Type your e-mail address.' }
  if (password === '') return { status: 400, field: 'password', text: 'Type your password.' }
  return null
}

function sendSignIn(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  address: string,
  fault: FormFault | null,
): FastifyReply {
  const named = { name: 'address', label: 'E-mail address', autocomplete: 'username', value: address }
  const password = { name: 'password', label: 'Password', autocomplete: 'current-password' }
  const body = html`<p>Vacation, forwarding and passwords of your own mailbox.</p>
${formFault(fault)}
<form method="post" action="/mailbox">
${formTokenField(context, request, reply)}
${field({ ...named, first: address === '' }, fault)}
${field({ ...password, type: 'password', first: address !== '' }, fault)}
<button type="submit">Sign in</button>
</form>
<p class="hint">Forgot your password? Whoever looks after your mailbox can set another one.
Administrators <a href="/login">sign in to the panel</a>.</p>`
  const page = { title: 'Sign in to your mailbox', body, home: '/mailbox' }
  return sendPage(context, withWaiting(reply, fault), fault?.status ?? 200, page)
}
