import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { MailSetting } from '../../server/src/config/config.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import { addLink } from '../../server/src/domain/links/create-link.ts'
import { LINK_LIFETIME_MS } from '../../server/src/domain/links/link.ts'
import { type Attempt, deliverDue } from '../../server/src/domain/mail/deliver-due.ts'
import { type Letter, MailFault } from '../../server/src/domain/mail/outgoing.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { Secret } from '../../server/src/lib/secret.ts'
import { MAIL } from './mail-setting.ts'

/** What a mail server took. */
export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came over the wire, with line ends of CRLF. */
  readonly raw: string
  /** The same with quoted-printable undone. */
  readonly text: string
}

export interface TestMailServer {
  readonly port: number
  readonly mails: readonly TakenMail[]
  /** Commands of the sessions, in order; passwords left out. */
  readonly logins: readonly string[]
  /** Waits until so many mails were taken. */
  readonly taken: (count: number) => Promise<void>
  readonly setting: (change?: Partial<MailSetting>) => MailSetting
  readonly stop: () => Promise<void>
}

interface Behaviour {
  readonly options?: SMTPServerOptions
  /** A user and a password that it wants. */
  readonly login?: readonly [user: string, password: string]
  /** The reply to MAIL FROM, RCPT TO and DATA; nothing is as it should be. */
  readonly refuse?: (stage: 'from' | 'to' | 'data') => number | undefined
}

/** A real mail server on a free port of the loopback address, without TLS unless told otherwise. */
export async function startMailServer({ options, login, refuse }: Behaviour = {}): Promise<TestMailServer> {
  const mails: TakenMail[] = []
  const logins: string[] = []
  const waiting: { readonly count: number; readonly tell: () => void }[] = []
  const answer = (stage: 'from' | 'to' | 'data') => {
    const code = refuse?.(stage)
    return code === undefined
      ? null
      : Object.assign(new Error('not you@secret.example'), { responseCode: code })
  }
  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username = '', password }, _session, done) => {
      logins.push(username)
      if (username === login?.[0] && password === login[1]) done(null, { user: username })
      else done(new Error('Invalid login of joe@secret.example'))
    },
    onMailFrom: (_address, _session, done) => done(answer('from')),
    onRcptTo: (_address, _session, done) => done(answer('to')),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const refusal = answer('data')
        if (refusal) return done(refusal)
        const raw = Buffer.concat(parts).toString('latin1')
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw, text: decoded(raw) })
        for (const { count, tell } of waiting) if (mails.length >= count) tell()
        return done()
      })
    },
    ...options,
  })
  // A client that hangs up is no fault of the server's.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const port = portOf(server.server.address())
  return {
    port,
    mails,
    logins,
    taken: (count) =>
      mails.length >= count ? Promise.resolve() : new Promise((tell) => waiting.push({ count, tell })),
    setting: (change = {}) => ({ ...MAIL, port, ...change }),
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  }
}

export function loginOf(user: string, password: string): MailSetting['login'] {
  return { user, password: new Secret(password) }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the mail server does not listen')
  return address.port
}

function decoded(raw: string): string {
  const bytes = raw
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The path of the first one-time link in a text. */
export function linkIn(text: string): string {
  const path = /\/(?:reset|invite)\/kwl_[0-9A-Za-z]+/.exec(text)?.[0]
  if (path === undefined) throw new Error('there is no link in this mail')
  return path
}

/** A link as it stands in the mail after a forgotten password. */
export function makeResetLink(deps: Deps, { id }: Pick<User, 'id'>): Promise<string> {
  const expiresAtMs = deps.clock.now() + LINK_LIFETIME_MS.reset
  return deps.store.transaction((tx) => addLink(deps, tx, { kind: 'reset', userId: id, expiresAtMs }))
}

/** Sends all that is due, to a mail server that takes everything. */
export async function lettersOf(deps: Deps): Promise<readonly Letter[]> {
  const letters: Letter[] = []
  let tried: number
  do {
    tried = (
      await deliverDue(deps, async (letter) => {
        if ('userName' in letter) letters.push(letter)
      })
    ).length
  } while (tried > 0)
  return letters
}

/** Tries what is due with a mail server that fails. */
export function failDue(deps: Deps, isFinal = false): Promise<readonly Attempt[]> {
  return deliverDue(deps, () => Promise.reject(new MailFault('EENVELOPE 451 at RCPT TO', isFinal)))
}
