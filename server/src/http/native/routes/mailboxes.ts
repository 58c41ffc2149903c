import { z } from 'zod'
import { openAsOwner } from '../../../domain/login-tokens/issue-mailbox-token.ts'
import { addMailbox } from '../../../domain/mailboxes/add-mailbox.ts'
import { deleteMailbox } from '../../../domain/mailboxes/delete-mailbox.ts'
import { editMailbox } from '../../../domain/mailboxes/edit-mailbox.ts'
import { findAddress } from '../../../domain/mailboxes/find-address.ts'
import { findMailbox } from '../../../domain/mailboxes/find-mailbox.ts'
import { pageMailboxes } from '../../../domain/mailboxes/page-mailboxes.ts'
import { restoreMailbox } from '../../../domain/mailboxes/restore-mailbox.ts'
import { addressToWire, loginTokenToWire, mailboxToWire, summaryToWire } from '../mail-wire.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  AddressState,
  DryRun,
  Mailbox,
  MailboxChange,
  MailboxLoginToken,
  MailboxPage,
  MailboxQuery,
  NewMailbox,
} from '../schemas/mail.ts'
import { Id } from '../schemas.ts'
import { addressPlace, depsFor, MailboxParams } from './mail-params.ts'
import { mailboxesAsked } from './mailbox-question.ts'

const ABOUT_ONE = { ...PLAIN, access: 'caller', params: MailboxParams } as const
const REACH = ['forbidden', 'not_found'] as const

export const MAILBOX_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listMailboxes',
    method: 'GET',
    path: '/mailboxes',
    summary: 'Mailboxes of an account or of one domain, page by page; for administrators',
    access: 'caller',
    needs: ['mailboxes'],
    query: MailboxQuery,
    success: 200,
    output: MailboxPage,
    refusals: REACH,
    handle: async ({ context, actor, query }) => {
      const { after, limit, count } = query
      const { mailboxes, more, total } = await pageMailboxes(context.deps, actor(), {
        ...(await mailboxesAsked(context, actor(), query)),
        ...(after !== undefined && { after }),
        limit: Number(limit),
        counted: count === 'true',
      })
      const next = more ? (mailboxes.at(-1)?.id ?? null) : null
      return { body: { items: mailboxes.map(summaryToWire), next, total } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'createMailbox',
    method: 'POST',
    path: '/mailboxes',
    summary: 'Add a mailbox; for administrators',
    access: 'caller',
    needs: ['mailboxes'],
    idempotent: true,
    query: DryRun,
    body: NewMailbox,
    success: 201,
    output: Mailbox,
    refusals: [...REACH, 'conflict'],
    handle: async ({ context, actor, query, body, idempotencyKey }) => {
      const { address, password, ...settings } = body
      const place = await addressPlace(context, actor(), address)
      const given = { ...place, password, settings, recoverDeleted: false }
      const deps = depsFor(context, query)
      return { body: mailboxToWire(await addMailbox(deps, actor(), given, idempotencyKey)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'getMailbox',
    needs: ['mailboxes'],
    method: 'GET',
    path: '/mailboxes/:mailbox',
    summary: 'One mailbox',
    success: 200,
    output: Mailbox,
    refusals: REACH,
    handle: async ({ context, actor, params }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      return { body: mailboxToWire(await findMailbox(context.deps, context.deps.store, actor(), place)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'changeMailbox',
    needs: ['mailboxes'],
    method: 'PATCH',
    path: '/mailboxes/:mailbox',
    summary: 'Change a mailbox: name, password, access, size, forwarding, auto-reply; all of it or nothing',
    query: DryRun,
    body: MailboxChange,
    success: 200,
    output: Mailbox,
    refusals: [...REACH, 'conflict'],
    handle: async ({ context, actor, params, query, body: { name, password, ...settings } }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      const named = { ...(name !== undefined && { name }), ...(password !== undefined && { password }) }
      const edited = await editMailbox(depsFor(context, query), actor(), place, { settings, ...named })
      return { body: mailboxToWire(edited) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'deleteMailbox',
    needs: ['mailboxes'],
    method: 'DELETE',
    path: '/mailboxes/:mailbox',
    summary: 'Delete a mailbox; for 14 days it can be brought back with its mail',
    query: DryRun,
    success: 204,
    output: NoContent,
    refusals: REACH,
    handle: async ({ context, actor, params, query }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      await deleteMailbox(depsFor(context, query), actor(), place)
      return { body: undefined }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'createMailboxLoginToken',
    needs: ['super'],
    method: 'POST',
    path: '/mailboxes/:mailbox/login-token',
    summary:
      'Open a mailbox as its owner: an address that lets in once, within ten minutes; for super administrators',
    success: 201,
    output: MailboxLoginToken,
    refusals: [...REACH, 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      const place = await addressPlace(context, actor(), params.mailbox)
      const issued = await openAsOwner(context.deps, actor(), place)
      return { body: loginTokenToWire(issued, context.publicUrl) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'restoreMailbox',
    method: 'POST',
    path: '/deleted-mailboxes/:mailboxId/restore',
    summary: 'Bring a deleted mailbox back with its mail, settings and password',
    access: 'caller',
    needs: ['mailboxes'],
    params: z.strictObject({ mailboxId: Id.describe('Of the deleted mailbox, as the list tells it') }),
    query: DryRun,
    success: 200,
    output: Mailbox,
    refusals: [...REACH, 'conflict'],
    handle: async ({ context, actor, params, query }) => {
      const restored = await restoreMailbox(depsFor(context, query), actor(), params.mailboxId)
      return { body: mailboxToWire(restored) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getAddress',
    method: 'GET',
    path: '/mail-addresses/:address',
    summary: 'Whether an address can be taken, and what has it',
    access: 'caller',
    needs: ['mailboxes'],
    params: z.strictObject({ address: MailboxParams.shape.mailbox }),
    success: 200,
    output: AddressState,
    refusals: REACH,
    handle: async ({ context, actor, params }) => {
      const place = await addressPlace(context, actor(), params.address)
      return { body: addressToWire(await findAddress(context.deps, actor(), place)) }
    },
  }),
]
