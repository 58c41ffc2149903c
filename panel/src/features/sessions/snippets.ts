import type { Snippet } from '../../ui/snippet.ts'

/** @param whose `me`, or a user's id */
export function sessionsSnippets(origin: string, whose: string): readonly Snippet[] {
  const url = `${origin}/api/v1/users/${whose}/sessions`
  const given = whose === 'me' ? '' : `'${whose}'`
  return [
    {
      label: 'curl',
      code: `curl -H "Authorization: Bearer $KEYWARD_KEY" '${url}'
# ends all of them
curl -X DELETE -H "Authorization: Bearer $KEYWARD_KEY" '${url}'`,
    },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
for (const session of await keyward.userSessions.list(${given})) console.log(session.client, session.address)
await keyward.userSessions.endAll(${given})`,
    },
    {
      label: 'Python',
      code: `import os, requests

url = "${url}"
headers = {"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"}
for session in requests.get(url, headers=headers).json()["items"]:
    print(session["client"], session["address"])
print(requests.delete(url, headers=headers).json()["ended"])`,
    },
  ]
}
