import { existsSync } from 'node:fs'
import { startKit } from '../mail/kit.ts'
import { median } from './process.ts'

const MESSAGES = 21

/** Postfix is started by root alone. */
export function hasMailServers(): boolean {
  const programs = ['/usr/lib/postfix/sbin/master', '/usr/sbin/dovecot', '/usr/bin/rspamd']
  return process.getuid?.() === 0 && programs.every((path) => existsSync(path))
}

/**
 * One message after the other, through Debian's Postfix, rspamd and Dovecot that ask Keyward.
 * @returns median of the milliseconds from connecting for submission, TLS and signing in included, to the message read by
 *   a client that waits over IMAP
 */
export async function deliveryMilliseconds(): Promise<number> {
  const kit = await startKit()
  try {
    const address = await kit.addMailbox('bench')
    const reader = await kit.imap(address)
    const times: number[] = []
    for (let count = 1; count <= MESSAGES; count++) {
      const before = performance.now()
      const [reply, messages] = await Promise.all([
        kit.send({ from: address, to: address, subject: `number ${count}.` }),
        reader.messages(count),
      ])
      times.push(performance.now() - before)
      if (!reply.startsWith('250') || !messages.some((message) => message.includes(`number ${count}.`)))
        throw new Error(`message ${count}: ${reply}`)
    }
    reader.close()
    return median(times)
  } finally {
    await kit.stop()
  }
}
