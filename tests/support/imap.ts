import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'

/** The name in the certificate of the mail servers that tests start. */
export const MAIL_HOST = 'mx.post.example'

/** A connection over TLS to a mailbox: as little of IMAP (RFC 3501) as tests need. */
export interface ImapSession {
  /** What was answered, the last line included. @throws Error for NO and BAD */
  command(text: string): Promise<string>
  /** Waits until there are so many messages in the folder that was selected, and returns them whole. */
  messages(count: number, folder?: string): Promise<readonly string[]>
  /** Stores a message. @throws Error as `command` */
  append(message: string): Promise<string>
  /** Resolves when the other side hangs up, with its last words. */
  readonly ended: Promise<string>
  close(): void
}

/** @throws Error when the login is refused */
export async function openImap(
  port: number,
  ca: string,
  user: string,
  password: string,
): Promise<ImapSession> {
  const socket = connect({ port, host: '127.0.0.1', ca, servername: MAIL_HOST })
  await once(socket, 'secureConnect')
  const session = sessionOn(socket)
  await session.greeted
  try {
    await session.command(`LOGIN ${quoted(user)} ${quoted(password)}`)
    return session
  } catch (error) {
    // Left open it would keep the process of the test alive until Dovecot hangs up, half a minute later.
    session.close()
    throw error
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

function sessionOn(socket: TLSSocket) {
  let come = ''
  let tag = 0
  const ended = Promise.withResolvers<string>()
  const changed = async () => {
    await Promise.race([once(socket, 'data'), ended.promise])
    if (socket.destroyed) throw new Error(`hung up: ${come}`)
  }
  socket.setEncoding('utf8')
  socket.on('data', (text) => {
    come += text
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => ended.resolve(come))
  const seen = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(come)
      if (found) return found
      await changed()
    }
  }
  const finish = async (name: string) => {
    const [whole, , verdict] = await seen(new RegExp(`^([^]*?)^${name} (OK|NO|BAD)[^\\r\\n]*\\r\\n`, 'm'))
    if (verdict !== 'OK') throw new Error(whole.trim())
    return whole
  }
  const send = (text: string) => {
    // The other side may have hung up since the last answer.
    if (socket.readableEnded || socket.destroyed) throw new Error(`hung up: ${come}`)
    come = ''
    tag++
    socket.write(`t${tag} ${text}\r\n`)
    return `t${tag}`
  }
  const command = async (text: string) => finish(send(text))
  const messages = async (count: number, folder = 'INBOX') => {
    const selected = await command(`SELECT ${quoted(folder)}`)
    if (countIn(selected) < count) {
      const name = send('IDLE')
      await seen(/^\+ /m)
      while (countIn(come) < count) await changed()
      socket.write('DONE\r\n')
      await finish(name)
    }
    if (count === 0) return []
    const fetched = await command('FETCH 1:* BODY.PEEK[]')
    return fetched.split(/^\* \d+ FETCH [^\r\n]*\r\n/m).slice(1)
  }
  const append = async (message: string) => {
    const name = send(`APPEND INBOX {${Buffer.byteLength(message)}}`)
    await seen(/^(\+ |t\d+ )/m)
    socket.write(`${message}\r\n`)
    return finish(name)
  }
  return {
    command,
    messages,
    append,
    ended: ended.promise,
    close: () => socket.destroy(),
    greeted: seen(/^\* OK/),
  }
}

/** Of messages, as the server told last; 0 where it did not. */
function countIn(text: string): number {
  return Number([...text.matchAll(/^\* (\d+) EXISTS/gm)].at(-1)?.[1] ?? 0)
}
