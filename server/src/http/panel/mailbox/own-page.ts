import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Deps } from '../../../domain/deps.ts'
import type { HttpContext } from '../../kit/context.ts'
import type { Form } from '../../kit/form-body.ts'
import { EXPIRED_FORM, type FormFault } from '../faults.ts'
import type { Html } from '../html.ts'
import { formOf, queryOf } from '../posted.ts'
import { mailboxFault } from './faults.ts'
import { sendOwnPage } from './frame.ts'
import { type Here, hereOf, isFormOf } from './owner.ts'

/** A page with one form, about one thing of a mailbox. */
export interface OwnPage {
  readonly path: string
  readonly title: string
  /** Of one field, as a browser writes it; see `parseFormBody`. */
  readonly maxFieldLength?: number
  /** Said when it has been done. */
  readonly done: string
  /** @param typed what came with a form that was refused; null when the page is opened */
  readonly body: (here: Here, typed: Form | null, fault: FormFault | null) => Html
  /** @returns what is at fault before the domain is asked; else null. @throws DomainError */
  readonly act: (deps: Deps, here: Here, form: Form) => Promise<FormFault | null>
}

export function ownPage(app: FastifyInstance, context: HttpContext, page: OwnPage): void {
  const { path, title, done, maxFieldLength } = page
  app.get(path, async (request, reply) => {
    const here = await hereOf(context, request, reply)
    if (!here || mustLeave(here, path)) return toSignIn(reply)
    const notice = queryOf(request, 'done') === '1' ? done : null
    return sendOwnPage(context, here, { path, title, notice, body: page.body(here, null, null) })
  })
  app.post(path, async (request, reply) => {
    const here = await hereOf(context, request, reply)
    // Strangers send nothing long.
    const form = formOf(request, here ? maxFieldLength : undefined)
    if (!here) return toSignIn(reply)
    const fault = await faultIn(context, here, form, () => page.act(context.deps, here, form))
    if (!fault) return reply.redirect(`${path}?done=1`, 303)
    if (fault.status === 401) return toSignIn(reply)
    return sendOwnPage(context, here, { path, title, fault, body: page.body(here, form, fault) })
  })
}

/** Acts by a form of ours. @returns why not; 401 when the session ended meanwhile */
export async function faultIn(
  context: HttpContext,
  here: Here,
  form: Form,
  act: () => Promise<FormFault | null>,
): Promise<FormFault | null> {
  return isFormOf(context, here, form) ? act().catch(mailboxFault) : EXPIRED_FORM
}

/** Back to the beginning: the session is over, or there never was one. */
export function toSignIn(reply: FastifyReply): FastifyReply {
  return reply.redirect('/mailbox', 303)
}

/** Whose second factor or password is due sees the page where that is done, and no other. */
export function mustLeave(here: Here, path: string): boolean {
  return onlyPlace(here) !== null && onlyPlace(here) !== path
}

export function onlyPlace({ mailbox, due }: Here): string | null {
  if (due !== null) return '/mailbox/second-factor'
  return mailbox.mustChangePassword ? '/mailbox/password' : null
}
