import { z } from 'zod'
import { exportAliases } from '../../../domain/aliases/export-aliases.ts'
import { exportLists } from '../../../domain/lists/export-lists.ts'
import { exportMailboxes } from '../../../domain/mailboxes/export-mailboxes.ts'
import { addressesAsked } from '../mail-address.ts'
import { aliasesFile, listsFile, mailboxesFile } from '../mail-file.ts'
import { PLAIN, route } from '../route.ts'
import { MailboxExportQuery } from '../schemas/mail.ts'
import { AddressExportQuery } from '../schemas/mail-addresses.ts'
import { TextFile } from '../text-file.ts'
import { mailboxesAsked } from './mailbox-question.ts'

const FILE = {
  ...PLAIN,
  method: 'GET',
  access: 'caller',
  success: 200,
  produces: ['text/csv'],
  output: z.instanceof(TextFile),
  refusals: ['forbidden', 'not_found'],
} as const

export const MAIL_EXPORT_ROUTES = [
  route({
    ...FILE,
    operationId: 'exportMailboxes',
    needs: ['mailboxes'],
    path: '/mailboxes/export',
    summary: 'All mailboxes that a filter finds, as a file for spreadsheets',
    query: MailboxExportQuery,
    handle: async ({ context, actor, query }) => {
      const asked = await mailboxesAsked(context, actor(), query)
      return { body: mailboxesFile(await exportMailboxes(context.deps, actor(), asked)) }
    },
  }),
  route({
    ...FILE,
    operationId: 'exportAliases',
    needs: ['aliases'],
    path: '/aliases/export',
    summary: 'All aliases that a filter finds, with their members, as a file that can be imported',
    query: AddressExportQuery,
    handle: async ({ context, actor, query }) => {
      const asked = addressesAsked(actor(), query)
      return { body: aliasesFile(await exportAliases(context.deps, actor(), asked)) }
    },
  }),
  route({
    ...FILE,
    operationId: 'exportGroupLists',
    needs: ['lists'],
    path: '/lists/export',
    summary: 'All group lists that a filter finds, with their members, as a file for spreadsheets',
    query: AddressExportQuery,
    handle: async ({ context, actor, query }) => {
      const asked = addressesAsked(actor(), query)
      return { body: listsFile(await exportLists(context.deps, actor(), asked)) }
    },
  }),
]
