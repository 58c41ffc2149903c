import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type Chooser,
  choosePassword,
  type PasswordLinkKind,
  readPasswordLink,
} from '../../domain/links/password-link.ts'
import { swapLink } from '../../domain/links/swap-link.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie, setCookie } from '../kit/cookies.ts'
import { visitOf } from '../kit/visit.ts'
import { deadLinkPage, onDeadLink } from './dead-link.ts'
import { EXPIRED_FORM, type FormFault, faultInNewPassword, faultOf, withWaiting } from './faults.ts'
import { field, formFault, newPasswordFields } from './fields.ts'
import { formTokenField, isOwnForm } from './form-token.ts'
import { type Html, html } from './html.ts'
import { withLink } from './link-param.ts'
import { type Page, sendPage } from './page.ts'
import { formOf } from './posted.ts'
import { goOn } from './visitor.ts'

/** A page on which the holder of a one-time link chooses a password. */
interface PasswordPage {
  readonly kind: PasswordLinkKind
  readonly path: string
  readonly title: string
  readonly dead: Page
  readonly lead: (chooser: Chooser) => Html
}

const INVITE: PasswordPage = {
  kind: 'invitation',
  path: '/invite',
  title: 'Choose a password',
  dead: deadLinkPage('Ask the person who invited you for a new one.'),
  lead: ({ account }) => html`<p>You are invited to the account ${account.name} (${account.id}).</p>`,
}

const RESET: PasswordPage = {
  kind: 'reset',
  path: '/reset',
  title: 'Choose a new password',
  dead: deadLinkPage(html`You can <a href="/login/forgot">ask for a new one</a>.`),
  lead: () =>
    html`<p>Everywhere else you are signed out by this. A second factor is asked for as before.</p>`,
}

/** An invited user chooses a password. */
export function inviteRoutes(app: FastifyInstance, context: HttpContext): void {
  passwordRoutes(app, context, INVITE)
}

/** Somebody who forgot a password chooses another. */
export function resetRoutes(app: FastifyInstance, context: HttpContext): void {
  passwordRoutes(app, context, RESET)
}

function passwordRoutes(app: FastifyInstance, context: HttpContext, page: PasswordPage): void {
  const { kind, path } = page
  const dead = (reply: FastifyReply) => sendPage(context, reply, 404, page.dead)
  const chooserOf = (request: FastifyRequest) =>
    readPasswordLink(context.deps, kind, ticketOf(context, request)).catch(onDeadLink)
  withLink(app, `${path}/:link`, async (link, _request, reply) => {
    const ticket = await swapLink(context.deps, kind, link).catch(onDeadLink)
    if (ticket === null) return dead(reply)
    setCookie(context, reply, 'ticket', ticket)
    return reply.redirect(path, 303)
  })
  app.get(path, async (request, reply) => {
    const chooser = await chooserOf(request)
    return chooser ? sendForm(context, request, reply, page, { chooser, fault: null }) : dead(reply)
  })
  app.post(path, async (request, reply) => {
    const chooser = await chooserOf(request)
    if (!chooser) return dead(reply)
    const form = formOf(request)
    const again = (fault: FormFault) => sendForm(context, request, reply, page, { chooser, fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const fault = faultInNewPassword(form)
    if (fault) return again(fault)
    const visit = visitOf(context, request, 'panel')
    const chosen = [ticketOf(context, request), form.get('password')] as const
    const opened = await choosePassword(context.deps, kind, ...chosen, visit).catch(faultOf)
    if (!('kind' in opened)) return opened.status === 404 ? dead(reply) : again(opened)
    setCookie(context, reply, 'ticket', null)
    return goOn(context, request, reply, opened, '/')
  })
}

function ticketOf(context: HttpContext, request: FastifyRequest): string {
  return readCookie(context, request, 'ticket') ?? ''
}

interface FormView {
  readonly chooser: Chooser
  readonly fault: FormFault | null
}

function sendForm(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { path, title, lead }: PasswordPage,
  { chooser, fault }: FormView,
): FastifyReply {
  const token = formTokenField(context, request, reply)
  const name = {
    name: 'username',
    label: 'Username',
    autocomplete: 'username',
    value: chooser.user.name,
  }
  const body = html`${lead(chooser)}
${formFault(fault)}
<form method="post" action="${path}">
${token}
${field({ ...name, readOnly: true }, fault)}
${newPasswordFields(fault)}
<button type="submit">Choose this password</button>
</form>`
  return sendPage(context, withWaiting(reply, fault), fault?.status ?? 200, { title, body })
}
