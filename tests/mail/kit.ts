import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createTransport } from 'nodemailer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { Client } from 'pg'
import { AGENT, type Pair, signatureOf, stampOf } from '../support/email.ts'
import { type ImapSession, MAIL_HOST, openImap } from '../support/imap.ts'
import { startMailServer, type TestMailServer } from '../support/mail.ts'
import { MAIL_USER, type MailServers, startMailServers } from '../support/mail-servers.ts'
import { freePorts } from '../support/ports.ts'
import { type Rspamd, startRspamd } from '../support/rspamd.ts'
import { type CreatedUser, startServer, type TestServer } from '../support/server.ts'

export const DOMAIN = 'post.example'
export const PASSWORD = 'Grey geese 7 walk'

/** Keyward with Debian's mail servers, all of the test's own. */
export interface MailKit {
  readonly servers: MailServers
  /** Null where the mail servers read the database themselves. */
  readonly rspamd: Rspamd | null
  /** Takes what goes elsewhere. */
  readonly outside: TestMailServer
  /** Certificate of the authority that the mail servers' certificate is from. */
  readonly ca: string
  /** The same as a file. */
  readonly caFile: string
  readonly server: () => TestServer
  /** A call of the signed API on the domain. */
  call(method: string, path: string, fields?: Readonly<Record<string, string>>): Promise<Response>
  /** The same; it has to succeed. */
  api(method: string, path: string, fields?: Readonly<Record<string, string>>): Promise<unknown>
  /** A call of the native API by the administrator's key; it has to succeed. */
  native(method: string, path: string, body?: object): Promise<unknown>
  addMailbox(name: string, fields?: Readonly<Record<string, string>>): Promise<string>
  imap(address: string, password?: string): Promise<ImapSession>
  /** The mailbox's messages when there are that many. As a mail program it connects again when it is hung up on. */
  read(address: string, count: number): Promise<readonly string[]>
  /** A connection for sending that stays open. */
  openSubmission(address: string): Promise<OpenSubmission>
  /** The code and the words of the last reply; submission with STARTTLS unless told otherwise. */
  send(mail: TestMail): Promise<string>
  stopKeyward(): Promise<void>
  startKeyward(): Promise<void>
  /** Changes the database behind Keyward’s back, which is away meanwhile. */
  tamper(statements: string): Promise<void>
  stop(): Promise<void>
}

export interface OpenSubmission {
  /** Sends a letter. The last reply. */
  mail(from: string, to: string): Promise<string>
}

export interface TestMail {
  readonly from: string
  readonly to: string | readonly string[]
  readonly subject?: string
  readonly text?: string
  /** A file that comes with it. */
  readonly attached?: Buffer
  /** Its `From`; unset: the sender. */
  readonly shown?: string
  readonly headers?: Readonly<Record<string, string>>
  /** All of it, in the place of everything else. */
  readonly raw?: string
  /** Signs in as this; unset: as the sender. Null: does not sign in, and comes by port 25. */
  readonly as?: string | null
  readonly password?: string
  readonly by?: 'submission' | 'submissions'
}

/** Where Keyward has its data: in PostgreSQL by URL, which the mail servers read themselves or not. */
interface KitDatabase {
  readonly databaseUrl?: string
  readonly readsItself?: boolean
}

export async function startKit({ databaseUrl, readsItself }: KitDatabase = {}): Promise<MailKit> {
  // Beside /tmp of the run: users of the mail servers must be able to enter it.
  const folder = mkdtempSync(join(tmpdir(), 'keyward-mailkit-'))
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'keyward')
  mkdirSync(dataDir)
  const tls = makeCertificate(folder)
  const [mailPort = 0] = await freePorts(1)
  const start = () =>
    startServer({
      dataDir,
      env: readsItself ? {} : { KEYWARD_MAIL_PORT: String(mailPort) },
      ...(databaseUrl !== undefined && { databaseUrl }),
    })
  const running: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const each of running.toReversed()) await each()
    rmSync(folder, { recursive: true, force: true })
  }
  const started = async <T extends { stop(): Promise<unknown> }>(starting: Promise<T>) => {
    const part = await starting.catch(async (error: unknown) => {
      await stop()
      throw error
    })
    running.push(() => part.stop())
    return part
  }
  let server = await start()
  running.push(() => server.stop())
  const config = join(folder, 'config')
  const files = [
    '--cert',
    tls.cert,
    '--key',
    tls.key,
    '--mail-dir',
    join(folder, 'mail'),
    '--mail-user',
    MAIL_USER,
  ]
  await server.prepare([
    'mail',
    'config',
    '--out',
    config,
    '--host',
    MAIL_HOST,
    ...files,
    ...(readsItself ? ['--sql'] : []),
  ])
  if (readsItself) await runSql(databaseUrl ?? '', readFileSync(join(config, 'role.sql'), 'utf8'))
  const outside = await started(startMailServer())
  const rspamd = readsItself ? null : await started(startRspamd({ folder, config }))
  const others = { outside: outside.port, filter: rspamd?.port ?? 0 }
  const servers = await started(startMailServers({ folder, config, ...others }))
  const pair = await addAdministrator(server)
  const ca = readFileSync(tls.cert, 'utf8')
  const { ports } = servers

  const call: MailKit['call'] = (method, path, fields) =>
    fetch(`${server.url}/v1/domains/${DOMAIN}${path}`, {
      method,
      headers: {
        'user-agent': AGENT,
        'x-api-signature': signatureOf(pair, stampOf(Date.now())),
        accept: 'application/json',
      },
      ...(fields && { body: new URLSearchParams(fields) }),
    })
  const api: MailKit['api'] = async (...words) => done(await call(...words))
  const native: MailKit['native'] = async (method, path, body) => {
    const headers = { authorization: `Bearer ${pair.apiKey}`, 'content-type': 'application/json' }
    const sent = body && { body: JSON.stringify(body) }
    return done(await fetch(`${server.url}/api/v1${path}`, { method, headers, ...sent }))
  }
  const imap: MailKit['imap'] = (address, password = PASSWORD) => openImap(ports.imaps, ca, address, password)
  const startKeyward = async () => {
    server = await start()
  }
  return {
    servers,
    rspamd,
    outside,
    ca,
    caFile: tls.cert,
    server: () => server,
    call,
    api,
    native,
    addMailbox: async (name, fields = {}) => {
      await api('POST', `/rs/mailboxes/${name}`, { password: PASSWORD, size: '100', ...fields })
      return `${name}@${DOMAIN}`
    },
    imap,
    read: (address, count) => read(() => imap(address), count),
    openSubmission: (address) => openSubmission(ports.submissions, ca, address),
    send: (mail) => sent(mail, ports, ca),
    stopKeyward: () => server.stop(),
    startKeyward,
    tamper: async (statements) => {
      await server.stop()
      if (databaseUrl === undefined) runSqlite(join(dataDir, 'keyward.db'), statements)
      else await runSql(databaseUrl, statements)
      await startKeyward()
    },
    stop,
  }
}

/**
 * What ended a mailbox's connections some seconds ago may end a new one too: a login can have been under way then.
 * @throws Error when more has come than asked for
 */
async function read(open: () => Promise<ImapSession>, count: number): Promise<readonly string[]> {
  for (;;) {
    try {
      const session = await open()
      const messages = await session.messages(count)
      assert.match(
        await session.command('STATUS INBOX (MESSAGES)'),
        new RegExp(`MESSAGES ${messages.length}\\)`),
      )
      session.close()
      return messages
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('hung up'))) throw error
    }
  }
}

function runSqlite(path: string, text: string): void {
  const database = new DatabaseSync(path)
  database.exec(text)
  database.close()
}

async function runSql(connectionString: string, text: string): Promise<void> {
  const client = new Client({ connectionString })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

async function done(answer: Response): Promise<unknown> {
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${answer.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

async function sent(mail: TestMail, ports: MailServers['ports'], ca: string): Promise<string> {
  const { from, to, subject = 'a letter', text = 'Hello.', as = from, password: pass = PASSWORD } = mail
  const { by, headers = {}, shown = from, attached, raw } = mail
  const secure = by === 'submissions'
  const port = as === null ? ports.smtp : ports[by ?? 'submission']
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    secure,
    requireTLS: !secure,
    tls: { ca, servername: MAIL_HOST },
    ...(as !== null && { auth: { user: as, pass } }),
  })
  try {
    const envelope = { from, to: [...[to].flat()], size: text.length + (attached?.length ?? 0) }
    const { response } = await transport.sendMail({
      from: shown,
      to: envelope.to,
      subject,
      text,
      envelope,
      headers,
      ...(attached && { attachments: [{ filename: 'file.bin', content: attached }] }),
      ...(raw !== undefined && { raw }),
    })
    return response
  } catch (error) {
    return error instanceof Error && 'response' in error ? String(error.response) : String(error)
  } finally {
    transport.close()
  }
}

async function openSubmission(port: number, ca: string, address: string): Promise<OpenSubmission> {
  const where = { host: '127.0.0.1', port, secure: true, tls: { ca, servername: MAIL_HOST } }
  const connection = new SMTPConnection(where)
  connection.on('error', () => undefined)
  await new Promise<void>((resolve) => connection.connect(() => resolve()))
  await new Promise<void>((resolve) => connection.login({ user: address, pass: PASSWORD }, () => resolve()))
  return {
    mail: (from, to) =>
      new Promise((resolve) => {
        connection.send({ from, to }, 'Subject: open\r\n\r\nHello.\r\n', (error, info) =>
          resolve(error?.response ?? info?.response ?? String(error)),
        )
      }),
  }
}

/** A super administrator with a key pair, and the domain. */
async function addAdministrator(server: TestServer): Promise<Pair & CreatedUser> {
  const [account] = await server.prepare<{ accountId: string }[]>(['account', 'list'])
  const accountId = account?.accountId ?? ''
  const user = await server.prepare<CreatedUser>([
    'user',
    'create',
    '--account',
    accountId,
    '--username',
    'postmaster',
    '--admin-type',
    'super',
  ])
  await server.prepare(['domain', 'add', '--account', accountId, '--name', DOMAIN])
  const pair = await server.prepare<Pair>(['admin-key', 'generate', '--username', 'postmaster'])
  return { ...user, ...pair }
}

function makeCertificate(folder: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const how = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const names = ['-subj', `/CN=${MAIL_HOST}`, '-addext', `subjectAltName=DNS:${MAIL_HOST},DNS:localhost`]
  execFileSync('openssl', ['req', ...how, ...names, '-keyout', key, '-out', cert], { stdio: 'pipe' })
  return { cert, key }
}
