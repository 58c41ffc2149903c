import type { DialectPlugin } from '../kit/context.ts'
import { appPages } from './app-pages.ts'
import { answerErrors } from './errors.ts'
import type { PanelFile } from './files.ts'
import { forgotRoutes } from './forgot.ts'
import { loginRoutes } from './login.ts'
import { passkeyLoginRoutes } from './login-passkey.ts'
import { logoutRoutes } from './logout.ts'
import { mailboxRoutes } from './mailbox/routes.ts'
import { mfaRoutes } from './mfa.ts'
import { mfaPasskeyRoutes } from './mfa-passkey.ts'
import { mfaSetUpRoutes } from './mfa-set-up.ts'
import { mfaSetUpPasskeyRoutes } from './mfa-set-up-passkey.ts'
import { inviteRoutes, resetRoutes } from './password-links.ts'
import { setupRoutes } from './setup.ts'
import { tokenLoginRoutes } from './token-login.ts'

/** Pages for people: sign-in and the like as plain forms, and the panel's own files. */
export function panelDialect(files: ReadonlyMap<string, PanelFile>): DialectPlugin {
  return {
    name: 'panel',
    prefix: '',
    register: (app, context) => {
      app.setErrorHandler(answerErrors(context))
      // What is not said to be kept is not kept: redirects carry cookies, too.
      app.addHook('onRequest', async (_request, reply) => {
        reply.header('Cache-Control', 'no-store')
      })
      app.removeAllContentTypeParsers()
      app.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'buffer' },
        async (_request: unknown, body: Buffer) => body,
      )
      loginRoutes(app, context)
      passkeyLoginRoutes(app, context)
      mfaRoutes(app, context)
      mfaPasskeyRoutes(app, context)
      mfaSetUpPasskeyRoutes(app, context)
      mfaSetUpRoutes(app, context)
      logoutRoutes(app, context)
      setupRoutes(app, context)
      inviteRoutes(app, context)
      resetRoutes(app, context)
      forgotRoutes(app, context)
      tokenLoginRoutes(app, context)
      mailboxRoutes(app, context)
      appPages(app, context, files)
    },
  }
}
