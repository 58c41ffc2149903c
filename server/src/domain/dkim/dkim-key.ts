/** A key that mail of a domain is signed with. */
export interface StoredDkimKey {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly accountId: string
  readonly domainId: string
  /** The date that it was made on, and something random: `20261122-9c41f0`. */
  readonly selector: string
  /** SPKI, DER in base64, as DNS has it. */
  readonly publicKey: string
  /** PKCS #8, PEM. */
  readonly sealed: Uint8Array
  readonly createdAtMs: number
  /** When its record was found in DNS, since when it signs; null until then. */
  readonly activatedAtMs: number | null
}

/** A key as administrators see it. */
export type ShownDkimKey = Omit<StoredDkimKey, 'sealed'>

/** Makes keys beside the requests: it takes some tenths of a second. */
export interface DkimTools {
  /** RSA of 2,048 bits, which every receiver reads. */
  newPair(): Promise<{ readonly publicKey: string; readonly privateKeyPem: string }>
}

/** Where the record belongs, below the domain. */
export function subdomainOf({ selector }: Pick<StoredDkimKey, 'selector'>): string {
  return `${selector}._domainkey`
}

/** What the record says. RFC 6376, 3.6.1. */
export function recordOf({ publicKey }: Pick<StoredDkimKey, 'publicKey'>): string {
  return `v=DKIM1; k=rsa; p=${publicKey}`
}

/** Whether a record is that of this key, in whatever order and with whatever blanks somebody typed it. */
export function isRecordOf(key: Pick<StoredDkimKey, 'publicKey'>, text: string): boolean {
  const tags = new Map(
    text.split(';').map((tag): [string, string] => {
      const equalsAt = tag.indexOf('=')
      return [tag.slice(0, Math.max(0, equalsAt)).trim(), tag.slice(equalsAt + 1).replace(/\s/g, '')]
    }),
  )
  const isDkim = (tags.get('v') ?? 'DKIM1') === 'DKIM1' && (tags.get('k') ?? 'rsa') === 'rsa'
  return isDkim && tags.get('p') === key.publicKey
}
