import { z } from 'zod'
import type { Assertion, Attestation } from '../../lib/webauthn.ts'

// Browsers send more than is read here, and will send more still: what we do not know is left out, not refused.
const Bytes = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(32_768)
const Id = Bytes.max(1_364).describe('Of the credential, base64url; so are the other bytes')

/** What `toJSON()` of a new credential gives. */
export const AttestationBody = z
  .object({
    id: Id,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: Bytes,
      attestationObject: Bytes,
      transports: z.exactOptional(z.array(z.string().regex(/^[a-z-]{1,32}$/)).max(10)),
    }),
  })
  .meta({ id: 'PasskeyAttestation', description: '`RegistrationResponseJSON` of WebAuthn' })

/** What `toJSON()` of a credential that was asked gives. */
export const AssertionBody = z
  .object({
    id: Id,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: Bytes,
      authenticatorData: Bytes,
      signature: Bytes,
      userHandle: z.exactOptional(Bytes.nullable()),
    }),
  })
  .meta({ id: 'PasskeyAssertion', description: '`AuthenticationResponseJSON` of WebAuthn' })

export function attestationOf({ id, response }: z.output<typeof AttestationBody>): Attestation {
  const { clientDataJSON, attestationObject, transports = [] } = response
  return { id, clientDataJSON, attestationObject, transports }
}

export function assertionOf({ id, response }: z.output<typeof AssertionBody>): Assertion {
  const { clientDataJSON, authenticatorData, signature, userHandle = null } = response
  return { id, clientDataJSON, authenticatorData, signature, userHandle }
}

/** As a form brings it; null for what is no answer of a passkey. */
export function assertionOfText(text: string): Assertion | null {
  const read = AssertionBody.safeParse(parsed(text))
  return read.success ? assertionOf(read.data) : null
}

/** The same for a new passkey. */
export function attestationOfText(text: string): Attestation | null {
  const read = AttestationBody.safeParse(parsed(text))
  return read.success ? attestationOf(read.data) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
