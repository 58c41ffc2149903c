import type { LoginMethod, TokenClaims, TokenScope } from '../domain/tokens/token.ts'

/** Fixed numbers for the methods: never renumber, only append. */
const METHODS: readonly LoginMethod[] = ['APIKEY', 'PASSWORD', 'APPLICATION_CREDENTIAL', 'PASSCODE']
/** The same for the scopes; they share a byte with the methods, four bits each. */
const SCOPES: readonly TokenScope[] = ['project', 'unscoped', 'domain', 'system', 'set-up']

const HEX_ID_DIGITS = 32
const ACCOUNT_DIGITS = 20
/** Four ids and the account number. The number is written digit by digit, filled up with `f` on the left. */
const NAMES_BYTES = (4 * HEX_ID_DIGITS + ACCOUNT_DIGITS) / 2
const METHOD_AT = NAMES_BYTES
const ISSUED_AT = METHOD_AT + 1
const TIME_BYTES = 6
const EXPIRES_AT = ISSUED_AT + TIME_BYTES
export const CLAIMS_BYTES = EXPIRES_AT + TIME_BYTES
const ID_BYTES = HEX_ID_DIGITS / 2
/** One more id, and two bytes of zeros that make the token a multiple of three bytes again. */
export const IMPERSONATION_BYTES = CLAIMS_BYTES + ID_BYTES + 2

/** @throws RangeError for ids, numbers or times that are not of the promised shape */
export function encodeClaims(claims: TokenClaims): Buffer {
  const { impersonatorId } = claims
  // Every byte of it is written below.
  const bytes = Buffer.allocUnsafe(impersonatorId === undefined ? CLAIMS_BYTES : IMPERSONATION_BYTES)
  const method = METHODS.indexOf(claims.method)
  const scope = SCOPES.indexOf(claims.scope)
  // Writing stops at the first letter that is no hex digit, so a short count means a malformed id.
  if (bytes.write(encodeNames(claims), 'hex') !== NAMES_BYTES) throw new RangeError('claims')
  if (method < 0 || scope < 0) throw new RangeError('method or scope')
  bytes[METHOD_AT] = (scope << 4) | method
  bytes.writeUIntBE(claims.issuedAtMs, ISSUED_AT, TIME_BYTES)
  bytes.writeUIntBE(claims.expiresAtMs, EXPIRES_AT, TIME_BYTES)
  if (impersonatorId !== undefined) writeImpersonator(bytes, impersonatorId)
  return bytes
}

function writeImpersonator(bytes: Buffer, id: string): void {
  if (!isWhole(id) || bytes.write(id, CLAIMS_BYTES, 'hex') !== ID_BYTES) throw new RangeError('impersonator')
  bytes.writeUInt16BE(0, CLAIMS_BYTES + ID_BYTES)
}

function encodeNames({ id, rootId, userId, credentialId, accountId }: TokenClaims): string {
  if (!isWhole(id) || !isWhole(rootId) || !isWhole(userId) || !isWhole(credentialId))
    throw new RangeError('id')
  if (!/^[0-9]{1,20}$/.test(accountId)) throw new RangeError('account number')
  return id + rootId + userId + credentialId + accountId.padStart(ACCOUNT_DIGITS, 'f')
}

function isWhole(id: string): boolean {
  return id.length === HEX_ID_DIGITS
}

/** Null for a method or scope that this version does not know. */
export function decodeClaims(bytes: Buffer): TokenClaims | null {
  const names = bytes.toString('hex', 0, NAMES_BYTES)
  const said = bytes.readUInt8(METHOD_AT)
  const method = METHODS[said & 15]
  const scope = SCOPES[said >> 4]
  if (!method || !scope) return null
  return {
    id: names.slice(0, 32),
    rootId: names.slice(32, 64),
    userId: names.slice(64, 96),
    credentialId: names.slice(96, 128),
    method,
    scope,
    accountId: names.slice(names.lastIndexOf('f') >= 128 ? names.lastIndexOf('f') + 1 : 128),
    issuedAtMs: bytes.readUIntBE(ISSUED_AT, TIME_BYTES),
    expiresAtMs: bytes.readUIntBE(EXPIRES_AT, TIME_BYTES),
    ...(bytes.length > CLAIMS_BYTES && {
      impersonatorId: bytes.toString('hex', CLAIMS_BYTES, CLAIMS_BYTES + ID_BYTES),
    }),
  }
}
