import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { RelyingParty } from '../../server/src/lib/webauthn.ts'

/** What a test lets the authenticator or the browser do otherwise than they should. */
export interface Oddities {
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly challenge?: string
  readonly crossOrigin?: boolean
  /** The person was not asked for a PIN or a finger. */
  readonly unverified?: boolean
  /** Nobody touched it. */
  readonly absent?: boolean
  readonly counter?: number
  readonly id?: string
  readonly userHandle?: string | null
  readonly signedBy?: Passkeys
  /** Of an attestation. */
  readonly statement?: { readonly format: string; readonly content: Cbor }
  readonly algorithm?: number
}

export interface Created {
  readonly id: string
  readonly type: 'public-key'
  readonly response: {
    readonly clientDataJSON: string
    readonly attestationObject: string
    readonly transports: string[]
  }
}

export interface Signed {
  readonly id: string
  readonly type: 'public-key'
  readonly response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
    readonly userHandle: string | null
  }
}

/** WebAuthn Level 3, section 6.1: bits of the authenticator data. */
const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

/** An authenticator in software, with one ES256 key, and the browser around it. */
export class Passkeys {
  readonly #rp: RelyingParty
  readonly #keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
  readonly id: string
  /** Counts up with every signature; with 0 it does not count. */
  counter: number
  userHandle: string | null = null

  constructor(rp: RelyingParty, { counter = 1, id = randomBytes(32).toString('base64url') } = {}) {
    this.#rp = rp
    this.#keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.counter = counter
    this.id = id
  }

  /** As `navigator.credentials.create` and `toJSON`. */
  create(challenge: string, odd: Oddities = {}): Created {
    const id = Buffer.from(odd.id ?? this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.#coseKey(odd.algorithm ?? -7)])
    const data = Buffer.concat([this.#authenticatorData(odd, ATTESTED), attested])
    const { format, content } = odd.statement ?? { format: 'none', content: new Map() }
    const object = new Map<Cbor, Cbor>([
      ['fmt', format],
      ['attStmt', content],
      ['authData', data],
    ])
    return {
      id: id.toString('base64url'),
      type: 'public-key',
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, odd),
        attestationObject: cbor(object).toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** As `navigator.credentials.get` and `toJSON`. */
  get(challenge: string, odd: Oddities = {}): Signed {
    if (this.counter > 0) this.counter++
    const clientDataJSON = this.#clientData('webauthn.get', challenge, odd)
    const data = this.#authenticatorData(odd, 0)
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    return {
      id: odd.id ?? this.id,
      type: 'public-key',
      response: {
        clientDataJSON,
        authenticatorData: data.toString('base64url'),
        signature: (odd.signedBy ?? this).signature(signed),
        userHandle: odd.userHandle === undefined ? this.userHandle : odd.userHandle,
      },
    }
  }

  signature(data: Buffer): string {
    return sign('sha256', data, this.#keys.privateKey).toString('base64url')
  }

  #clientData(type: string, asked: string, odd: Oddities): string {
    const { origin = this.#rp.origin, challenge = asked, crossOrigin = false } = odd
    const data = { type: odd.type ?? type, challenge, origin, crossOrigin }
    return Buffer.from(JSON.stringify(data)).toString('base64url')
  }

  #authenticatorData({ rpId = this.#rp.id, unverified, absent, counter }: Oddities, more: number): Buffer {
    const flags = Buffer.from([(absent ? 0 : PRESENT) | (unverified ? 0 : VERIFIED) | more])
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter ?? this.counter)
    return Buffer.concat([sha256(Buffer.from(rpId)), flags, count])
  }

  /** RFC 9053, section 7.1.1: kty EC2, ES256, P-256, x, y. */
  #coseKey(algorithm: number): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    return cbor(
      new Map<Cbor, Cbor>([
        [1, 2],
        [3, algorithm],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    )
  }
}

export type Cbor = number | string | Buffer | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>

/** As much of RFC 8949 as is needed here. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Buffer) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Map) {
    const pairs = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)])
    return Buffer.concat([head(5, value.size), ...pairs])
  }
  const items = [...value.values()]
  return Buffer.concat([head(4, items.length), ...items.map(cbor)])
}

function head(major: number, argument: number): Buffer {
  const type = major << 5
  if (argument < 24) return Buffer.from([type | argument])
  if (argument < 256) return Buffer.from([type | 24, argument])
  return Buffer.from([type | 25, argument >> 8, argument & 255])
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
