import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { SecretKind } from '../domain/ports.ts'
import { BLOCK_BYTES, INITIAL_STATE, STATE_BYTES, workBlock } from '../lib/sha256-block.ts'
import type { DataKey } from './wrapping.ts'

/** RFC 2104, section 2. */
const INNER_PAD = 0x36
const OUTER_PAD = 0x5c
/** FIPS 180-4, section 5.1.1: a bit behind the text, and its length in the last 8 bytes of the block. */
const END_OF_TEXT = 0x80
const ROOM_IN_BLOCK = BLOCK_BYTES - 9

/**
 * HMAC-SHA-256 for look-ups. Every request pays for one, so the two blocks that depend on the key alone are worked
 * once, and the two that depend on the secret in JavaScript: less than half of what `createHmac` takes
 * (docs/decisions/0003-keys-at-rest.md). A test compares the two.
 */
export class Digests {
  readonly #key: KeyObject
  readonly #innerState: DataView
  readonly #outerState: DataView
  readonly #inner = new Block()
  readonly #outer = new Block()
  readonly #digest = Buffer.alloc(STATE_BYTES)
  readonly #digestView = viewOf(this.#digest)

  readonly #mark: string

  /** @param mark what every digest begins with, so that rows tell under which look-up key they are found */
  constructor({ bytes }: Pick<DataKey, 'bytes'>, mark = '') {
    this.#mark = mark
    if (bytes.length > BLOCK_BYTES) throw new RangeError('key longer than a block')
    this.#key = createSecretKey(bytes)
    this.#innerState = stateAfter(bytes, INNER_PAD)
    this.#outerState = stateAfter(bytes, OUTER_PAD)
    this.#outer.end(STATE_BYTES)
  }

  /** No kind holds a NUL, so no two pairs of kind and secret read alike. */
  digest(kind: SecretKind, secret: string): string {
    const text = `${kind}\0${secret}`
    if (!this.#inner.write(text))
      return this.#mark + createHmac('sha256', this.#key).update(text).digest('base64url')
    workBlock(this.#innerState, this.#inner.view, this.#outer.view)
    workBlock(this.#outerState, this.#outer.view, this.#digestView)
    return this.#mark + this.#digest.toString('base64url')
  }
}

/** The last block of a text that follows a whole block of key. */
class Block {
  // UTF-8 takes at most three bytes for each unit of a JavaScript string.
  readonly #bytes = Buffer.alloc(3 * BLOCK_BYTES)
  readonly view = viewOf(this.#bytes)
  /** Of the text that the bytes behind it are set for. */
  #length = -1

  /** False when the text does not fit. */
  write(text: string): boolean {
    if (text.length > ROOM_IN_BLOCK) return false
    const length = this.#bytes.write(text)
    // Keys are all of one length, and so mostly are the texts that come here.
    if (length !== this.#length) this.end(length)
    return length <= ROOM_IN_BLOCK
  }

  /** Marks the end of a text of this many bytes. */
  end(length: number): void {
    this.#length = length
    this.#bytes[length] = END_OF_TEXT
    this.#bytes.fill(0, length + 1, BLOCK_BYTES)
    this.view.setUint32(BLOCK_BYTES - 4, (BLOCK_BYTES + length) * 8)
  }
}

function stateAfter(key: Uint8Array, pad: number): DataView {
  const block = Uint8Array.from({ length: BLOCK_BYTES }, (_, at) => pad ^ (key[at] ?? 0))
  const state = new DataView(new ArrayBuffer(STATE_BYTES))
  workBlock(INITIAL_STATE, viewOf(block), state)
  return state
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
