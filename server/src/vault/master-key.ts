import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { fromBase64url, fromHex, toBase64url, toHex } from '../lib/encoding.ts'
import { Secret } from '../lib/secret.ts'
import { KEY_BYTES } from './aead.ts'
import { MasterKeyError } from './errors.ts'

/** What is derived from a master key, and the line it is written as. */
export interface MasterKey {
  /** 16 hex digits, derived: two copies of one key have the same. Tells nothing of the key. */
  readonly id: string
  /** Encrypts the data keys. */
  readonly kek: KeyObject
  /** Kept in the database to recognise the key by. Tells nothing of the key. */
  readonly check: string
  readonly line: Secret
}

const LINE_PREFIX = 'kwm1'
const ID_BYTES = 8

export function masterKeyFrom(bytes: Uint8Array): MasterKey {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`a master key has ${KEY_BYTES} bytes`)
  const id = toHex(derive(bytes, 'keyward/id/1', ID_BYTES))
  return {
    id,
    kek: createSecretKey(derive(bytes, 'keyward/kek/1', KEY_BYTES)),
    check: toBase64url(derive(bytes, 'keyward/check/1', KEY_BYTES)),
    line: new Secret(`${LINE_PREFIX}:${id}:${toBase64url(bytes)}`),
  }
}

/**
 * Reads a ring: the current key first, previous ones after it, one on each line or with commas between.
 * Takes the lines that Keyward writes, and bare keys as 64 hex digits or base64. `#` begins a remark.
 * @throws MalformedRingError when there is none, or one that cannot be read; never with its text
 */
export function parseMasterKeys(text: string, where: string): readonly [MasterKey, ...MasterKey[]] {
  const entries = text
    .split(/[\r\n]+/)
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const keys = entries.map(parseEntry)
  const faulty = keys.indexOf(null)
  const [current, ...previous] = keys.filter((key) => key !== null)
  if (current && faulty < 0) return [current, ...previous]
  const fault =
    faulty < 0
      ? `${where} holds no master key. ${PUT_BACK}`
      : `Key ${faulty + 1} in ${where} was altered or cut: it is not a master key. ${PUT_BACK}`
  throw new MalformedRingError(fault, current ? [current, ...previous] : [])
}

const PUT_BACK = 'Put your copy of it there. Only when no copy is left: keyward master-key recover.'

/** What should be a ring of master keys cannot be read as one. */
export class MalformedRingError extends MasterKeyError {
  /** Those of its entries that are keys all the same. */
  readonly readable: readonly MasterKey[]

  constructor(message: string, readable: readonly MasterKey[]) {
    super(message)
    this.readable = readable
  }
}

/** Null for what is no key. Never says what it read instead. */
function parseEntry(entry: string): MasterKey | null {
  const [prefix, id, text, ...rest] = entry.split(':')
  const written = prefix === LINE_PREFIX && rest.length === 0
  const bytes = decode(written ? (text ?? '') : entry)
  const key = bytes && masterKeyFrom(bytes)
  // The id is derived from the key, so a slip of the pen in either is noticed.
  return key && (!written || key.id === id) ? key : null
}

function decode(text: string): Uint8Array | null {
  const url = text.replaceAll('+', '-').replaceAll('/', '_').replace(/=$/, '')
  const bytes = fromHex(text.toLowerCase()) ?? fromBase64url(url)
  return bytes?.length === KEY_BYTES ? bytes : null
}

function derive(bytes: Uint8Array, purpose: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', bytes, '', purpose, length))
}
