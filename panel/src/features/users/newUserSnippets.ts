import type { NewUser } from '@keyward/sdk'
import type { Snippet } from '../../ui/snippet.ts'

/** The user of the form. A password is taken from the environment of whoever runs it. */
export function newUserSnippets(origin: string, body: NewUser): readonly Snippet[] {
  const { password, ...rest } = body
  const json = JSON.stringify(rest)
  const withPassword = password !== undefined
  return [
    { label: 'curl', code: curl(origin, json, withPassword) },
    {
      label: 'TypeScript',
      code: `import { createClient } from '@keyward/sdk'

const keyward = createClient({ baseUrl: '${origin}', credential: process.env.KEYWARD_KEY })
const { user, invitation } = await keyward.users.create(${
        withPassword ? `{ ...${json}, password: process.env.NEW_PASSWORD }` : json
      })
console.log(user.id, invitation?.link)`,
    },
    {
      label: 'Python',
      code: `import json, os, requests

user = json.loads(${JSON.stringify(json)})
${withPassword ? 'user["password"] = os.environ["NEW_PASSWORD"]\n' : ''}answer = requests.post(
    "${origin}/api/v1/users",
    json=user,
    headers={"Authorization": f"Bearer {os.environ['KEYWARD_KEY']}"},
).json()
print(answer["user"]["id"], answer["invitation"])`,
    },
  ]
}

function curl(origin: string, json: string, withPassword: boolean): string {
  const text = withPassword ? `${json.slice(0, -1)},"password":"` : json
  const quoted = `'${text.replaceAll("'", `'\\''`)}'`
  const body = withPassword ? `${quoted}"$NEW_PASSWORD"'"}'` : quoted
  return `curl -X POST '${origin}/api/v1/users' \\
  -H "Authorization: Bearer $KEYWARD_KEY" \\
  -H 'Content-Type: application/json' \\
  -d ${body}`
}
