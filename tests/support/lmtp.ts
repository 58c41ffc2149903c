import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'

/** A connection by which Postfix hands mail to Dovecot (RFC 2033). */
export interface LmtpSession {
  /** The reply to one line, or to a letter. */
  say(text: string): Promise<string>
  close(): void
}

/** @param queue folder of the queue of Postfix, where Dovecot listens */
export async function openLmtp(queue: string): Promise<LmtpSession> {
  const socket = connect(join(queue, 'private/dovecot-lmtp')).setEncoding('utf8')
  const reply = async () => {
    let come = ''
    // The last line has a blank behind its code.
    while (!/^\d{3} [^\n]*\n$/m.test(come)) come += String((await once(socket, 'data'))[0])
    return come
  }
  await reply()
  const say = (text: string) => {
    socket.write(`${text}\r\n`)
    return reply()
  }
  await say('LHLO test')
  return { say, close: () => socket.destroy() }
}
