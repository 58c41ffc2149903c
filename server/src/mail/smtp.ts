import type { MailSetting } from '../config/config.ts'
import { type Announcement, type AnyLetter, MailFault, type StorageLetter } from '../domain/mail/outgoing.ts'
import { type LetterText, textOf } from './letter-text.ts'
import { htmlText, plainText } from './render.ts'

/** How long a mail server may take to answer at all, ms. */
const CONNECT_MS = 10_000
/** How long it may be silent in the middle, ms: some look at what they get before they take it. */
const SILENT_MS = 60_000

/** The way to one mail server. */
export interface MailServer {
  /** @throws MailFault */
  post(letter: AnyLetter): Promise<void>
  /** Sends what somebody reads to see that sending works. @throws MailFault */
  postTest(to: string): Promise<void>
  /** Connects and signs in, and sends nothing. @throws MailFault */
  check(): Promise<void>
}

/** @param publicUrl asked at each mail: it is known only once the server listens */
export function mailServer(setting: MailSetting, publicUrl: () => string): MailServer {
  // Loaded when it is needed: most commands send nothing.
  const load = async () => (await import('nodemailer')).createTransport(transportOf(setting))
  let loaded: ReturnType<typeof load> | undefined
  const transport = () => {
    loaded ??= load()
    return loaded
  }
  const send = async (to: string, text: LetterText): Promise<void> => {
    const message = {
      from: { name: 'Keyward', address: setting.from },
      to: { name: '', address: to },
      subject: text.subject,
      text: plainText(text),
      html: htmlText(text),
      // Holiday notes and the like are not answers that anybody waits for.
      headers: { 'Auto-Submitted': 'auto-generated' },
    }
    await (await transport()).sendMail(message).catch(refuse)
  }
  const sendToAll = async (announcement: Announcement): Promise<void> => {
    const { recipients, fromName, fromAddress, subject, text } = announcement
    const message = {
      // What cannot be delivered comes back to the server's own address, as of its other mail.
      envelope: { from: setting.from, to: [...recipients] },
      from: { name: fromName, address: fromAddress },
      sender: setting.from,
      to: 'undisclosed-recipients:;',
      subject,
      text,
      headers: { 'Auto-Submitted': 'auto-generated', Precedence: 'bulk' },
    }
    await (await transport()).sendMail(message).catch(refuse)
  }
  const sendNotice = async ({ to, cc, subject, text }: StorageLetter): Promise<void> => {
    const message = {
      from: { name: 'Keyward', address: setting.from },
      to: { name: '', address: to },
      ...(cc !== null && { cc: { name: '', address: cc } }),
      subject,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
    }
    await (await transport()).sendMail(message).catch(refuse)
  }
  return {
    post: (letter) => {
      if (letter.kind === 'announcement') return sendToAll(letter)
      if ('cc' in letter) return sendNotice(letter)
      return send(letter.to, textOf(letter, publicUrl()))
    },
    postTest: (to) => send(to, { ...TEST, link: { label: 'Open Keyward', address: publicUrl() } }),
    check: async () => void (await (await transport()).verify().catch(refuse)),
  }
}

const TEST = {
  subject: 'A test from Keyward',
  paragraphs: ['Hello,', 'this is a test. Keyward can send mail; there is nothing to do.'],
}

function transportOf({ host, port, security, login }: MailSetting) {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login && { auth: { user: login.user, pass: login.password.reveal() } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The words of a mail server may hold addresses, and go into logs: its codes say enough. */
function refuse(error: unknown): never {
  const { code, command, responseCode } = factsOf(error)
  const reply = responseCode ? ` ${responseCode}` : ''
  const at = command && command !== 'CONN' ? ` at ${command}` : ''
  throw new MailFault(`${code}${reply}${at}`, isFinal(command, responseCode), { cause: error })
}

/** This recipient or this mail is not wanted, now or later. A refusal to sign in can be mended by the operator. */
function isFinal(command: string, responseCode: number): boolean {
  return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
}

function factsOf(error: unknown) {
  const text = (name: string) => (error instanceof Error ? String(Reflect.get(error, name) ?? '') : '')
  return {
    code: text('code') || 'EFAULT',
    command: text('command'),
    responseCode: Number(text('responseCode')) || 0,
  }
}
