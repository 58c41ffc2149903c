import type { Snippet } from '../../ui/snippet.ts'

/** What a program reads; the secret is typed, so that no history of a shell keeps it. */
export function exportCode(userKey: string): string {
  return `export KEYWARD_USER_KEY='${userKey}'
read -rs KEYWARD_SECRET_KEY && export KEYWARD_SECRET_KEY`
}

/** The first call: whose account is it? Signed as every other is. */
export function firstCallSnippets(origin: string): readonly Snippet[] {
  const url = `${origin}/v1/customers/me`
  return [
    {
      label: 'curl',
      code: `AGENT='my-program/1.0'
STAMP=$(date -u +%Y%m%d%H%M%S)
HASH=$(printf '%s' "$KEYWARD_USER_KEY$AGENT$STAMP$KEYWARD_SECRET_KEY" | openssl dgst -sha1 -binary | base64)

curl -s ${url} -A "$AGENT" \\
  -H "X-Api-Signature: $KEYWARD_USER_KEY:$STAMP:$HASH"`,
    },
    {
      label: 'TypeScript',
      code: `import { createHash } from 'node:crypto'

const { KEYWARD_USER_KEY: userKey, KEYWARD_SECRET_KEY: secretKey } = process.env
const agent = 'my-program/1.0'
const stamp = new Date().toISOString().replace(/\\D/g, '').slice(0, 14)
const hash = createHash('sha1').update(userKey + agent + stamp + secretKey).digest('base64')

const answer = await fetch('${url}', {
  headers: { 'user-agent': agent, 'x-api-signature': [userKey, stamp, hash].join(':') },
})
console.log(answer.status, await answer.json())`,
    },
    {
      label: 'Python',
      code: `import base64, hashlib, os, time, urllib.request

user_key, secret_key = os.environ["KEYWARD_USER_KEY"], os.environ["KEYWARD_SECRET_KEY"]
agent = "my-program/1.0"
stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime())
digest = hashlib.sha1(f"{user_key}{agent}{stamp}{secret_key}".encode()).digest()
signature = f"{user_key}:{stamp}:{base64.b64encode(digest).decode()}"

call = urllib.request.Request("${url}")
call.add_header("User-Agent", agent)
call.add_header("X-Api-Signature", signature)
with urllib.request.urlopen(call) as answer:
    print(answer.status, answer.read().decode())`,
    },
  ]
}

export function expectedAnswer(accountId: string): string {
  return `{ "name": "…", "accountNumber": "${accountId}", … }`
}

/** @param overlapSeconds how long the old pair goes on */
export function pairSnippets(username: string, overlapSeconds = 0): readonly Snippet[] {
  const overlap = overlapSeconds > 0 ? ` --overlap ${overlapSeconds}s` : ''
  return [{ label: 'Command line', code: `npx keyward admin-key generate --username ${username}${overlap}` }]
}
