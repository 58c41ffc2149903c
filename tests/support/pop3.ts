import { once } from 'node:events'
import { connect } from 'node:tls'
import { MAIL_HOST } from './imap.ts'

/** A connection over TLS to a mailbox by POP3 (RFC 1939). */
export interface Pop3Session {
  /** The line that was answered. @throws Error for `-ERR` */
  command(text: string): Promise<string>
  /** The same, with what follows up to the line that is a full stop. */
  lines(text: string): Promise<string>
  /** Resolves when the other side hangs up. */
  readonly ended: Promise<void>
  close(): void
}

/** @throws Error when the login is refused */
export async function openPop3(
  port: number,
  ca: string,
  user: string,
  password: string,
): Promise<Pop3Session> {
  const socket = connect({ port, host: '127.0.0.1', ca, servername: MAIL_HOST })
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  let come = ''
  socket.setEncoding('utf8').on('data', (text) => {
    come += text
  })
  socket.on('error', () => socket.destroy())
  const until = async (isWhole: (text: string) => boolean) => {
    while (!isWhole(come)) {
      await Promise.race([once(socket, 'data'), ended])
      if (socket.destroyed) throw new Error(`hung up: ${come}`)
    }
    if (come.startsWith('-ERR')) throw new Error(come.trim())
    return come
  }
  const say = (text: string, isWhole: (text: string) => boolean) => {
    come = ''
    socket.write(`${text}\r\n`)
    return until(isWhole)
  }
  const isLine = (text: string) => text.endsWith('\r\n')
  const isBlock = (text: string) => text.endsWith('\r\n.\r\n') || text.startsWith('-ERR')
  const session = {
    command: (text: string) => say(text, isLine),
    lines: (text: string) => say(text, isBlock),
    ended,
    close: () => socket.destroy(),
  }
  try {
    await until(isLine)
    await session.command(`USER ${user}`)
    await session.command(`PASS ${password}`)
    return session
  } catch (error) {
    session.close()
    throw error
  }
}
