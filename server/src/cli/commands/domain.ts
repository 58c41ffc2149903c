import { addDomain } from '../../domain/domains/add-domain.ts'
import { deleteDomain } from '../../domain/domains/delete-domain.ts'
import { findDomain, listAllDomains, showDomain } from '../../domain/domains/list-domains.ts'
import type { ListedDomain } from '../../domain/domains/mail-domain.ts'
import type { Command, CommandGroup } from '../command.ts'
import { facts, table } from '../table.ts'

const NAME = { flags: '--name <domain>', summary: 'such as example.com', required: true }

const add: Command = {
  name: 'add',
  summary: 'Add an e-mail domain to an account.',
  more: 'No two accounts have the same domain. Without --max-mailboxes there is no limit.',
  options: [
    { flags: '--account <number>', summary: 'account number', required: true },
    NAME,
    { flags: '--max-mailboxes <number>', summary: 'how many mailboxes it may have' },
    { flags: '--mailbox-size <MB>', summary: 'what a mailbox may hold; 25600 unless given' },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const maxMailboxes = input.whole('maxMailboxes') ?? null
    const baseMailboxMb = input.whole('mailboxSize')
    const limits = { maxMailboxes, ...(baseMailboxMb !== undefined && { baseMailboxMb }) }
    const where = { accountId: input.text('account'), name: input.text('name') }
    const domain = await showDomain(deps, actor, await addDomain(deps, actor, { ...where, ...limits }))
    return { json: toJson(domain), text: domainText(domain) }
  },
}

const list: Command = {
  name: 'list',
  summary: 'Show e-mail domains.',
  options: [{ flags: '--account <number>', summary: 'only this account' }],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const domains = await listAllDomains(deps, actor, input.optional('account'))
    const rows = domains.map((domain) => [
      domain.accountId,
      domain.name,
      String(domain.mailboxes),
      domain.maxMailboxes === null ? '-' : String(domain.maxMailboxes),
    ])
    const text = rows.length === 0 ? NONE : table(['ACCOUNT', 'DOMAIN', 'MAILBOXES', 'AT MOST'], rows)
    return { json: domains.map(toJson), text }
  },
}

const NONE = 'There are no e-mail domains.\n\nNext: keyward domain add --account NUMBER --name DOMAIN'

const remove: Command = {
  name: 'remove',
  summary: 'Remove an e-mail domain that has no mailboxes, with its aliases.',
  options: [NAME],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const domain = await findDomain(deps, actor, input.text('name'))
    await deleteDomain(deps, actor, domain)
    const { accountId, name } = domain
    return { json: { accountId, name, removed: true }, text: `Removed ${name} from account ${accountId}.` }
  },
}

export const domain: CommandGroup = {
  name: 'domain',
  summary: 'Domains that e-mail is kept for.',
  commands: [add, list, remove],
}

function toJson({ accountId, name, maxMailboxes, baseMailboxMb, mailboxes }: ListedDomain): object {
  return { accountId, name, mailboxes, maxMailboxes, mailboxSizeMb: baseMailboxMb }
}

function domainText({ accountId, name, maxMailboxes, baseMailboxMb }: ListedDomain): string {
  return facts({
    Account: accountId,
    Domain: name,
    'Mailboxes at most': maxMailboxes === null ? 'no limit' : String(maxMailboxes),
    'Each may hold': `${baseMailboxMb} MB`,
  })
}
