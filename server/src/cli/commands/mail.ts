import { existsSync } from 'node:fs'
import { publicUrlFor } from '../../config/load.ts'
import { MailFault } from '../../domain/mail/outgoing.ts'
import { checkEmail } from '../../domain/users/email.ts'
import { domainName } from '../../lib/domain-name.ts'
import type { MailHosts } from '../../lib/mail-hosts.ts'
import { mailServer } from '../../mail/smtp.ts'
import type { MailPlace } from '../../mail-system/config/place.ts'
import { ownerOf, writeMailConfig } from '../../mail-system/config/write.ts'
import { mailFilterSecret, mailSystemSecret } from '../../mail-system/secret-file.ts'
import type { Command, CommandGroup } from '../command.ts'
import { mailFaultText } from '../doctor/mail.ts'
import { CommandError, flagOf, UsageError } from '../errors.ts'
import { fileNamed } from '../files.ts'
import type { Input } from '../input.ts'
import { printable } from '../table.ts'
import { writeSqlConfig } from './mail-sql.ts'

const test: Command = {
  name: 'test',
  summary: 'Send a mail to see that sending works.',
  more: 'The server need not run. Nothing is tried again: what is wrong is said at once.',
  argument: { name: 'address', summary: 'who gets it', required: true },
  options: [],
  place: 'itself',
  run: async ({ config }, { argument }) => {
    const { mail, port } = config()
    if (!mail) throw new CommandError('No mail server is set: KEYWARD_SMTP_URL names it.')
    const to = checkEmail(argument ?? '')
    const server = mailServer(mail, () => publicUrlFor(config(), port))
    await server.postTest(to).catch((error: unknown) => {
      throw error instanceof MailFault ? new CommandError(mailFaultText(mail, error)) : error
    })
    return {
      json: { sent: true, host: mail.host, port: mail.port, from: mail.from, to },
      text: `${mail.host} took a mail from ${mail.from} to ${printable(to)}. Look there.`,
    }
  },
}

const config: Command = {
  name: 'config',
  summary: 'Write the configuration of Postfix, Dovecot and rspamd for this machine.',
  more:
    'Files go into folders "postfix", "dovecot" and "rspamd", as they belong below /etc. They hold no password; ' +
    'dovecot.conf and rspamd.lua each hold a secret that only Keyward knows besides. KEYWARD_MAIL_PORT must be set. ' +
    'docs/operate/mail.md shows the rest.',
  options: [
    { flags: '--out <folder>', summary: 'where they are written', required: true },
    {
      flags: '--host <name>',
      summary: 'name of this mail server, such as mail.example.com; as KEYWARD_MAIL_HOST has it unless given',
    },
    { flags: '--cert <file>', summary: "certificate chain; Let's Encrypt's place for the host unless given" },
    { flags: '--key <file>', summary: 'private key of the certificate; beside it unless given' },
    { flags: '--mail-dir <folder>', summary: 'where mail is stored; /var/vmail unless given' },
    { flags: '--mail-user <name>', summary: 'whose it is; vmail unless given' },
    { flags: '--without-rspamd', summary: 'nothing is filtered or signed on this machine' },
    {
      flags: '--sql',
      summary: 'for mail servers that read the views of PostgreSQL instead of asking Keyward',
    },
  ],
  place: 'itself',
  run: async (context, input) => {
    const { dataDir, mailSystem, mailHosts } = context.config()
    const named = placeNamed(input, mailHosts)
    if (input.flag('sql')) return writeSqlConfig(context, fileNamed(context, input.text('out')), named)
    if (!mailSystem) throw new CommandError('No mail system is switched on: KEYWARD_MAIL_PORT does it.')
    const folder = fileNamed(context, input.text('out'))
    const place: MailPlace = { ...mailSystem, ...named, ...keywardsOwn(dataDir, input) }
    const files = writeMailConfig(folder, place)
    const lines = [
      `Written into ${folder}:`,
      ...files.map((name) => `  ${name}`),
      ...missingFiles(place),
      NEXT,
    ]
    const json = { folder, files, host: place.host, port: place.port, sockets: place.sockets }
    return { json, text: lines.join('\n') }
  },
}

const NEXT = 'Next: copy them below /etc, and start Dovecot, rspamd and Postfix anew.'

/** Dovecot would say so at its start, and Postfix only in its log. */
function missingFiles({ certFile, keyFile }: MailPlace): readonly string[] {
  const missing = [certFile, keyFile].filter((file) => !existsSync(file))
  return missing.map((file) => `Missing: ${file}. Dovecot does not start without, and Postfix offers no TLS.`)
}

/** @throws CommandError for what would not be read as it is meant */
function placeNamed(input: Input, mailHosts: MailHosts | null) {
  const given = input.optional('host') ?? mailHosts?.mx
  if (given === undefined) throw new UsageError('--host is needed, or KEYWARD_MAIL_HOST.')
  const host = domainName(given)
  if (host === null) throw new UsageError('--host: write a name such as mail.example.com.')
  const live = `/etc/letsencrypt/live/${host}`
  return {
    host,
    certFile: plainPath(input, 'cert', `${live}/fullchain.pem`),
    keyFile: plainPath(input, 'key', `${live}/privkey.pem`),
    mailDir: plainPath(input, 'mailDir', '/var/vmail'),
    mailUser: plainWord(input.optional('mailUser') ?? 'vmail'),
  }
}

function plainPath(input: Input, name: string, fallback: string): string {
  const path = input.optional(name) ?? fallback
  if (/^\/[\w./@+-]+$/.test(path)) return path
  throw new UsageError(`${flagOf(name)}: write a whole path of letters, digits and . _ - @ + /`)
}

function plainWord(name: string): string {
  if (/^[a-z_][\w-]*$/.test(name)) return name
  throw new UsageError('--mail-user: write the name of a user.')
}

/** What only the data folder can tell. */
function keywardsOwn(dataDir: string, input: Input) {
  if (!existsSync(dataDir)) throw new CommandError(`There is no ${dataDir}: start the server once.`)
  const filterSecret = input.flag('withoutRspamd') ? null : mailFilterSecret(dataDir)
  return { ...ownerOf(dataDir), secret: mailSystemSecret(dataDir), filterSecret }
}

export const mail: CommandGroup = {
  name: 'mail',
  summary: 'Outgoing mail, and the mail servers of this machine.',
  commands: [test, config],
}
