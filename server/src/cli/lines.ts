import type { Readable } from 'node:stream'

/**
 * The lines of a stream of text. `node:readline` would also break them at U+2028 and U+2029, which JSON leaves as they
 * are.
 */
export async function* linesOf(text: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of text) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
