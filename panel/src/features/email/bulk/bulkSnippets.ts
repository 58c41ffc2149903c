import type { MailboxSummary } from '@keyward/sdk'
import type { Snippet } from '../../../ui/CodeSnippet.tsx'
import type { MailboxAct } from '../acts.ts'

type Named = Pick<MailboxSummary, 'id' | 'address'>

/** One request for each mailbox. @param mailboxes the first few of them: the rest is more of the same */
export function bulkSnippets(
  origin: string,
  act: MailboxAct,
  mailboxes: readonly Named[],
): readonly Snippet[] {
  const named = mailboxes.map(({ id, address }) => (act === 'restore' ? id : address))
  const { method, path, body, sdk } = CALLS[act]
  const json = body === '' ? '' : ` \\\n    -H 'Content-Type: application/json' -d '${body}'`
  return [
    {
      label: 'curl',
      code: `for mailbox in ${named.join(' ')}; do
  curl -X ${method} -H "Authorization: Bearer $KEYWARD_KEY" \\
    "${origin}/api/v1${path}"${json}
done`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
for (const mailbox of ${JSON.stringify(named)}) await keyward.mailboxes.${sdk}`,
    },
    { label: 'Signed API', code: signedLoop(origin, act, mailboxes) },
  ]
}

const CALLS = {
  block: change(false),
  unblock: change(true),
  delete: { method: 'DELETE', path: '/mailboxes/$mailbox', body: '', sdk: 'delete(mailbox)' },
  restore: { method: 'POST', path: '/deleted-mailboxes/$mailbox/restore', body: '', sdk: 'restore(mailbox)' },
} as const

function change(enabled: boolean) {
  const body = JSON.stringify({ enabled })
  return { method: 'PATCH', path: '/mailboxes/$mailbox', body, sdk: `change(mailbox, ${body})` } as const
}

const SIGNED = {
  block: ['PUT', '-d enabled=false'],
  unblock: ['PUT', '-d enabled=true'],
  delete: ['DELETE', ''],
  // There each mailbox that comes back needs a new password.
  restore: ['POST', '-d recoverDeleted=true --data-urlencode "password=$NEW_PASSWORD"'],
} as const

function signedLoop(origin: string, act: MailboxAct, mailboxes: readonly Named[]): string {
  const [method, form] = SIGNED[act]
  return `agent=keyward-example/1.0
for mailbox in ${mailboxes.map(({ address }) => address).join(' ')}; do
  stamp=$(date -u +%Y%m%d%H%M%S)
  hash=$(printf '%s' "$USER_KEY$agent$stamp$SECRET_KEY" | openssl dgst -sha1 -binary | base64)
  curl -X ${method} -A "$agent" -H "X-Api-Signature: $USER_KEY:$stamp:$hash" ${form && `${form} `}\\
    "${origin}/v1/customers/me/domains/\${mailbox#*@}/rs/mailboxes/\${mailbox%@*}"
done`
}
