import type { FastifyInstance } from 'fastify'
import type { HttpContext } from '../../kit/context.ts'
import { appPasswordRoutes } from './app-passwords.ts'
import { forwardingPage } from './forwarding.ts'
import { ownPage } from './own-page.ts'
import { passwordPage } from './password.ts'
import { secondFactorRoutes } from './second-factor.ts'
import { signInRoutes } from './sign-in.ts'
import { vacationPage } from './vacation.ts'

/** What the owner of a mailbox does without an administrator. */
export function mailboxRoutes(app: FastifyInstance, context: HttpContext): void {
  signInRoutes(app, context)
  for (const page of [passwordPage, vacationPage, forwardingPage]) ownPage(app, context, page)
  appPasswordRoutes(app, context)
  secondFactorRoutes(app, context)
}
