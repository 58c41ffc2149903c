import { z } from 'zod'
import { MAIL_PROTOCOLS } from '../../../domain/mailboxes/app-password.ts'
import {
  addAppPassword,
  deleteAppPassword,
  listAppPasswords,
} from '../../../domain/mailboxes/manage-app-passwords.ts'
import { removeMailboxFactor } from '../../../domain/mailboxes/remove-factor.ts'
import { testSignIn } from '../../../domain/mailboxes/test-sign-in.ts'
import { appPasswordToWire } from '../mail-wire.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  AppPasswordList,
  MadeAppPassword,
  NewAppPassword,
  SignInResult,
  SignInTest,
} from '../schemas/app-passwords.ts'
import { addressPlace, MailboxParams } from './mail-params.ts'

const ABOUT_MAILBOX = {
  ...PLAIN,
  access: 'caller',
  params: MailboxParams,
  refusals: ['forbidden', 'not_found'],
} as const

/** Passwords of single mail programs, and the second factor at the pages of the mailbox. */
export const APP_PASSWORD_ROUTES = [
  route({
    ...ABOUT_MAILBOX,
    operationId: 'listAppPasswords',
    needs: ['mailboxes'],
    method: 'GET',
    path: '/mailboxes/:mailbox/app-passwords',
    summary: 'Passwords of single mail programs of a mailbox, without the passwords',
    success: 200,
    output: AppPasswordList,
    handle: async ({ context, actor, params }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      const found = await listAppPasswords(context.deps, actor(), place)
      return { body: { items: found.map(appPasswordToWire) } }
    },
  }),
  route({
    ...ABOUT_MAILBOX,
    operationId: 'createAppPassword',
    needs: ['mailboxes'],
    method: 'POST',
    path: '/mailboxes/:mailbox/app-passwords',
    summary: 'Make a password for one mail program. It is answered now and never again',
    body: NewAppPassword,
    success: 201,
    output: MadeAppPassword,
    handle: async ({ context, actor, params, body: { name, protocols = MAIL_PROTOCOLS } }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      const made = await addAppPassword(context.deps, actor(), place, { name, protocols })
      return { body: { ...appPasswordToWire(made), password: made.secret } }
    },
  }),
  route({
    ...ABOUT_MAILBOX,
    operationId: 'deleteAppPassword',
    needs: ['mailboxes'],
    method: 'DELETE',
    path: '/mailboxes/:mailbox/app-passwords/:appPasswordId',
    summary: 'Delete the password of a mail program. Open connections to the mailbox end',
    params: MailboxParams.extend({
      appPasswordId: z
        .string()
        .regex(/^[0-9a-f]{8}$/)
        .describe('As the list tells it'),
    }),
    success: 204,
    output: NoContent,
    handle: async ({ context, actor, params }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      await deleteAppPassword(context.deps, actor(), place, params.appPasswordId)
      return { body: undefined }
    },
  }),
  route({
    ...ABOUT_MAILBOX,
    operationId: 'testMailboxSignIn',
    needs: ['mailboxes'],
    method: 'POST',
    path: '/mailboxes/:mailbox/sign-in-test',
    summary: 'What the mail server would answer to a password; it counts as an attempt',
    body: SignInTest,
    success: 200,
    output: SignInResult,
    handle: async ({ context, actor, visit, params, body }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      const fault = await testSignIn(context.deps, actor(), place, body, visit.origin)
      return { body: { accepted: fault === null, fault } }
    },
  }),
  route({
    ...ABOUT_MAILBOX,
    operationId: 'removeMailboxFactor',
    needs: ['mailboxes'],
    method: 'DELETE',
    path: '/mailboxes/:mailbox/second-factor',
    summary: 'Remove the authenticator app of the owner, whose phone is gone; 404 where there is none',
    success: 204,
    output: NoContent,
    handle: async ({ context, actor, params }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      await removeMailboxFactor(context.deps, actor(), place)
      return { body: undefined }
    },
  }),
]
