import { snippetsFor } from '../../../lib/snippetsFor.ts'
import type { Snippet } from '../../../ui/snippet.ts'
import { type BulkAct, type BulkTarget, requestFor } from './target.ts'

/** One request for all of them; and one for each, where the signed API has such an act and they are named. */
export function bulkSnippets(
  origin: string,
  act: BulkAct,
  target: BulkTarget,
  quotaMb: number | null,
): readonly Snippet[] {
  const body = requestFor(act, target, quotaMb)
  const sdk = `console.log(await keyward.jobs.start(${JSON.stringify(body)}))`
  const native = snippetsFor(origin, { method: 'POST', path: '/jobs', body, sdk })
  const signed = SIGNED[act]
  if ('filter' in target.which || !signed) return native
  return [...native, { label: 'Signed API', code: signedLoop(origin, signed, target.addresses, quotaMb) }]
}

type SignedAct = readonly [method: string, form: string]

const SIGNED: Readonly<Record<BulkAct, SignedAct | null>> = {
  block: ['PUT', '-d enabled=false'],
  unblock: ['PUT', '-d enabled=true'],
  delete: ['DELETE', ''],
  // There each mailbox that comes back needs a new password.
  restore: ['POST', '-d recoverDeleted=true --data-urlencode "password=$NEW_PASSWORD"'],
  quota: ['PUT', '-d size='],
  // It has no word for these.
  requirePassword: null,
  waivePassword: null,
}

function signedLoop(
  origin: string,
  [method, form]: SignedAct,
  addresses: readonly string[],
  quotaMb: number | null,
): string {
  const given = form && `${form}${quotaMb ?? ''} `
  return `agent=keyward-example/1.0
for mailbox in ${addresses.join(' ')}; do
  stamp=$(date -u +%Y%m%d%H%M%S)
  hash=$(printf '%s' "$KEYWARD_USER_KEY$agent$stamp$KEYWARD_SECRET_KEY" | openssl dgst -sha1 -binary | base64)
  curl -X ${method} -A "$agent" -H "X-Api-Signature: $KEYWARD_USER_KEY:$stamp:$hash" ${given}\\
    "${origin}/v1/customers/me/domains/\${mailbox#*@}/rs/mailboxes/\${mailbox%@*}"
done`
}
