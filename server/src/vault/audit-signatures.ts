import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { AuditSigner } from '../domain/ports.ts'
import { fromBase64url, toBase64url } from '../lib/encoding.ts'
import type { DataKey } from './wrapping.ts'

/** RFC 8410, section 7: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Where the public key of a signing key is kept, so that old signatures can be checked after it is gone. */
export function publicKeyName(keyId: string): string {
  return `audit-public-key:${keyId}`
}

/** The public half in SPKI form, base64url. */
export function publicKeyText(key: DataKey): string {
  return toBase64url(createPublicKey(privateKey(key)).export({ format: 'der', type: 'spki' }))
}

/** Ed25519: whoever holds an exported checkpoint needs only the public key to check it. */
export class AuditSignatures implements AuditSigner {
  readonly #keyId: string
  readonly #private: KeyObject
  readonly #public = new Map<string, KeyObject>()

  /** @param earlier public keys of signing keys that are gone, by their id */
  constructor(key: DataKey, earlier: ReadonlyMap<string, string>) {
    this.#keyId = key.id
    this.#private = privateKey(key)
    for (const [id, text] of earlier) this.#public.set(id, publicKey(text))
    this.#public.set(key.id, createPublicKey(this.#private))
  }

  sign(text: string): string {
    return `${this.#keyId}.${toBase64url(sign(null, Buffer.from(text, 'utf8'), this.#private))}`
  }

  verify(text: string, signature: string): boolean {
    const [keyId = '', encoded = '', ...rest] = signature.split('.')
    const key = this.#public.get(keyId)
    const bytes = fromBase64url(encoded)
    if (!key || !bytes || rest.length > 0) return false
    return verify(null, Buffer.from(text, 'utf8'), key, bytes)
  }
}

function privateKey(key: DataKey): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, key.bytes]), format: 'der', type: 'pkcs8' })
}

function publicKey(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' })
}
