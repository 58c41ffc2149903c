/** Reads a header of the guarded request by its lower-case name; undefined when it is not there. */
export type HeaderOf = (name: string) => string | undefined

/** The headers to ask Keyward with, or why the request has none. */
export type Presented =
  | { readonly kind: 'one'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'none' | 'several' | 'unreadable' }

/**
 * A credential is at most 250 characters, a user name 256 bytes and both of Basic in base64. What is longer is refused
 * here: Keyward would refuse the whole request for its size, which looks as if Keyward were broken.
 */
const MAX_CREDENTIAL_CHARACTERS = 2_048

const READABLE_AUTHORIZATION = /^(?:Bearer|Basic) +[\x21-\x7e]+$/i
const READABLE_TOKEN = /^[\x21-\x7e]+$/

/**
 * `Authorization: Bearer KEY-or-TOKEN`, `Authorization: Basic` with user name and key, or `X-Auth-Token: TOKEN`. Never
 * a cookie, and never the address, which ends up in logs.
 */
export function presentedCredential(header: HeaderOf): Presented {
  const authorization = header('authorization')
  const token = header('x-auth-token')
  if (authorization !== undefined && token !== undefined) return { kind: 'several' }
  if (authorization !== undefined) return readable('authorization', authorization, READABLE_AUTHORIZATION)
  return token === undefined ? { kind: 'none' } : readable('x-auth-token', token, READABLE_TOKEN)
}

function readable(name: string, value: string, form: RegExp): Presented {
  if (value.length > MAX_CREDENTIAL_CHARACTERS || !form.test(value)) return { kind: 'unreadable' }
  return { kind: 'one', headers: { [name]: value } }
}
