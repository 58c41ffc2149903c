import { snippetsFor } from '../../lib/snippetsFor.ts'
import type { Snippet } from '../../ui/snippet.ts'

/** Stands for a password in what is shown: whoever runs it has it in the environment. */
const NEW_PASSWORD = '$NEW_PASSWORD'

/** The same act in both APIs. */
interface MailCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
  /** Through the SDK, after the client was made. */
  readonly sdk: string
  /** As a program for the signed e-mail API sends it; left out where that API has no such act. */
  readonly signed?: SignedCall
}

interface SignedCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/v1`. */
  readonly path: string
  readonly form?: Readonly<Record<string, string | number | boolean>>
}

/** How programs do it: with the native API in three languages, and with the signed one. */
export function mailSnippets(origin: string, { signed, ...call }: MailCall): readonly Snippet[] {
  const native = snippetsFor(origin, call)
  return signed ? [...native, { label: 'Signed API', code: signedCurl(origin, signed) }] : native
}

/** With a key pair of My Profile: bash, openssl and curl. */
function signedCurl(origin: string, { method, path, form = {} }: SignedCall): string {
  const fields = Object.entries(form).map(
    ([name, value]) => ` \\\n  --data-urlencode ${quoted(name, `${value}`)}`,
  )
  return `agent=keyward-example/1.0
stamp=$(date -u +%Y%m%d%H%M%S)
hash=$(printf '%s' "$KEYWARD_USER_KEY$agent$stamp$KEYWARD_SECRET_KEY" | openssl dgst -sha1 -binary | base64)
curl -X ${method} -A "$agent" -H "X-Api-Signature: $KEYWARD_USER_KEY:$stamp:$hash" \\
  '${origin}/v1${path}'${fields.join('')}`
}

function quoted(name: string, value: string): string {
  if (value === NEW_PASSWORD) return `"${name}=${NEW_PASSWORD}"`
  return `'${`${name}=${value}`.replaceAll("'", `'\\''`)}'`
}
