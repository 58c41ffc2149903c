import type { Socket } from 'node:net'

/** How questions look on a connection, and what is answered. */
export interface Protocol {
  /**
   * Takes whole questions from what has come.
   * @returns them, and what is left of the bytes; null for what can become no question
   */
  split(bytes: Buffer): { readonly questions: readonly string[]; readonly rest: Buffer } | null
  /** Null where nothing is to be said. Never fails: what cannot be known now is answered as such. */
  answer(question: string): Promise<Buffer | string | null>
}

/** More is no question of a mail server. */
const MAX_QUESTION_BYTES = 16 * 1_024

/** Answers what comes, one after the other, until the other side or its nonsense ends it. */
export async function converse(socket: Socket, protocol: Protocol): Promise<void> {
  // Mail servers hang up when they like.
  socket.on('error', () => socket.destroy())
  socket.setNoDelay(true)
  let bytes: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of socket) {
      const found = protocol.split(bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]))
      if (!found || found.rest.length > MAX_QUESTION_BYTES) break
      bytes = found.rest
      for (const question of found.questions) await say(socket, await protocol.answer(question))
    }
  } catch {
    // The connection is gone; who asked asks again on another one.
  }
  socket.destroy()
}

async function say(socket: Socket, answer: Buffer | string | null): Promise<void> {
  if (answer === null || socket.destroyed || socket.write(answer)) return
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve)
    socket.once('close', () => resolve())
  })
}

/** Questions that are lines. */
export function splitLines(bytes: Buffer): { questions: string[]; rest: Buffer } {
  const end = bytes.lastIndexOf('\n')
  if (end < 0) return { questions: [], rest: bytes }
  return { questions: bytes.toString('utf8', 0, end).split('\n'), rest: bytes.subarray(end + 1) }
}
