import type { Snippet } from '../../ui/snippet.ts'

/** The cheapest question: is this key good, and whose is it? */
export function verifySnippets(origin: string): readonly Snippet[] {
  return [
    {
      label: 'curl',
      code: `curl -s ${origin}/api/v1/verify -H "Authorization: Bearer $KEYWARD_KEY"`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
console.log(await keyward.verify())`,
    },
    {
      label: 'Python',
      code: `import os, requests

answer = requests.get(
    "${origin}/api/v1/verify",
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
)
print(answer.json())`,
    },
  ]
}

/** What existing client libraries do first: name and key against a token and the catalog. */
export function loginSnippets(origin: string, username: string): readonly Snippet[] {
  return [
    {
      label: 'curl',
      code: `curl -s ${origin}/v2.0/tokens -H 'Content-Type: application/json' \\
  -d '{"auth":{"RAX-KSKEY:apiKeyCredentials":{"username":"${username}","apiKey":"'"$KEYWARD_KEY"'"}}}'`,
    },
    {
      label: 'libcloud',
      code: `import os
from libcloud.common.openstack_identity import OpenStackIdentity_2_0_Connection

login = OpenStackIdentity_2_0_Connection(
    auth_url="${origin}", user_id="${username}", key=os.environ["KEYWARD_KEY"]
)
login.authenticate(auth_type="api_key")
print(login.auth_token)`,
    },
    { label: 'swift', code: `swift -V 1 -A ${origin}/v1.0 -U ${username} -K "$KEYWARD_KEY" auth` },
  ]
}
