import { isMailbox, redirected, senders } from '../domain/delivery/recipient.ts'
import type { DeliveryStore } from '../domain/delivery/stores.ts'
import type { Protocol } from './converse.ts'

/** What Postfix keeps in tables, by the names that its configuration asks for (socketmap_table(5)). */
const TABLES = ['domains', 'mailboxes', 'aliases', 'senders'] as const
type Table = (typeof TABLES)[number]

type Lookup = (store: DeliveryStore, key: string) => Promise<readonly string[] | null>

const LOOKUPS: Readonly<Record<Table, Lookup>> = {
  domains: async (store, key) => ((await store.hasDomain(key.toLowerCase())) ? ['here'] : null),
  mailboxes: async (store, key) => ((await isMailbox(store, key)) ? ['here'] : null),
  aliases: redirected,
  senders,
}

/** Five digits and a colon: a longer key is no address. */
const MAX_LENGTH_BYTES = 6

/** @param onError hears why a question could not be answered; the asker is told to ask again */
export function socketmap(store: DeliveryStore, onError: (error: unknown) => void): Protocol {
  return {
    split: splitNetstrings,
    answer: async (question) => {
      try {
        return netstring(await answerTo(store, question))
      } catch (error) {
        onError(error)
        return netstring('TEMP Keyward cannot look it up now')
      }
    },
  }
}

async function answerTo(store: DeliveryStore, question: string): Promise<string> {
  const space = question.indexOf(' ')
  const table = TABLES.find((name) => name === question.slice(0, space))
  if (!table) return 'PERM there is no such table'
  const found = await LOOKUPS[table](store, question.slice(space + 1))
  return found && found.length > 0 ? `OK ${found.join(',')}` : 'NOTFOUND '
}

/** `5:hello,` (cr.yp.to/proto/netstrings.txt) */
function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`
}

function splitNetstrings(bytes: Buffer) {
  const questions: string[] = []
  let at = 0
  for (;;) {
    const colon = bytes.indexOf(':', at)
    if (colon < 0) break
    const digits = bytes.toString('latin1', at, colon)
    if (!/^[0-9]{1,5}$/.test(digits)) return null
    const end = colon + 1 + Number(digits)
    if (end >= bytes.length) break
    if (bytes[end] !== COMMA) return null
    questions.push(bytes.toString('utf8', colon + 1, end))
    at = end + 1
  }
  const rest = bytes.subarray(at)
  const isLength = /^[0-9]{0,5}(:|$)/.test(rest.toString('latin1', 0, MAX_LENGTH_BYTES))
  return isLength ? { questions, rest } : null
}

const COMMA = 0x2c
