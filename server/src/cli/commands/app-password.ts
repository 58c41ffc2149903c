import { DomainError } from '../../domain/errors.ts'
import { domainOf } from '../../domain/mailboxes/address.ts'
import { isMailProtocol, MAIL_PROTOCOLS, type MailProtocol } from '../../domain/mailboxes/app-password.ts'
import {
  addAppPassword,
  deleteAppPassword,
  listAppPasswords,
} from '../../domain/mailboxes/manage-app-passwords.ts'
import { domainName } from '../../lib/domain-name.ts'
import type { Command, CommandGroup, Context } from '../command.ts'
import { UsageError } from '../errors.ts'
import type { Input } from '../input.ts'
import { facts, printable, table } from '../table.ts'

const MAILBOX = { flags: '--mailbox <address>', summary: 'the whole address', required: true }

const add: Command = {
  name: 'add',
  summary: 'Make a password for one program of a mailbox. It is printed now and never again.',
  options: [
    MAILBOX,
    { flags: '--name <text>', summary: 'the program, such as "phone"', required: true },
    {
      flags: '--protocol <name>',
      summary: 'imap, pop3 or smtp, several times for several; all of them unless given',
      many: true,
    },
  ],
  place: 'beside',
  run: async (context, input) => {
    const { deps } = await context.open()
    const protocols = protocolsIn(input)
    const where = await mailboxNamed(context, input)
    const made = await addAppPassword(deps, context.actor, where, { name: input.text('name'), protocols })
    const json = { id: made.id, name: made.name, protocols: made.protocols, password: made.secret }
    const shown = {
      Id: made.id,
      Name: printable(made.name),
      For: made.protocols.join(' '),
      Password: made.secret,
    }
    return { json, text: facts(shown) }
  },
}

const list: Command = {
  name: 'list',
  summary: 'Show the app passwords of a mailbox, without the passwords.',
  options: [MAILBOX],
  place: 'beside',
  run: async (context, input) => {
    const { deps } = await context.open()
    const found = await listAppPasswords(deps, context.actor, await mailboxNamed(context, input))
    const rows = found.map(({ id, name, protocols, lastUsedAtMs }) => [
      id,
      printable(name),
      protocols.join(' '),
      lastUsedAtMs === null ? 'never' : new Date(lastUsedAtMs).toISOString(),
    ])
    const text = rows.length === 0 ? 'No app passwords.' : table(['ID', 'NAME', 'FOR', 'LAST USED'], rows)
    return { json: found.map(({ mailboxId: _, ...shown }) => shown), text }
  },
}

const remove: Command = {
  name: 'remove',
  summary: 'Delete an app password. Open connections to the mailbox end.',
  options: [MAILBOX, { flags: '--id <id>', summary: 'as "list" shows it', required: true }],
  place: 'beside',
  run: async (context, input) => {
    const { deps } = await context.open()
    const id = input.text('id')
    await deleteAppPassword(deps, context.actor, await mailboxNamed(context, input), id)
    return { json: { id, removed: true }, text: `Removed: ${printable(id)}` }
  },
}

function protocolsIn(input: Input): readonly MailProtocol[] {
  const named = input.many('protocol')
  if (named.length === 0) return MAIL_PROTOCOLS
  const known = named.filter(isMailProtocol)
  if (known.length < named.length) throw new UsageError('--protocol: write imap, pop3 or smtp.')
  return known
}

/** Whichever account it is of. @throws DomainError `mailbox.not_found` */
async function mailboxNamed({ open }: Context, input: Input) {
  const address = input.text('mailbox')
  const { deps } = await open()
  const domain = await deps.store.mailDomains.find(domainName(domainOf(address)) ?? '')
  if (!domain) throw new DomainError('mailbox.not_found')
  return { accountId: domain.accountId, domain: domain.name, name: address.slice(0, address.indexOf('@')) }
}

export const appPassword: CommandGroup = {
  name: 'app-password',
  summary: 'Passwords of single mail programs.',
  commands: [add, list, remove],
}
