import type { NewAppPassword } from '@keyward/sdk'
import type { Snippet } from '../../../ui/snippet.ts'
import { mailSnippets } from '../code.ts'

const origin = () => window.location.origin

export function makeAppPasswordSnippets(address: string, given: NewAppPassword): readonly Snippet[] {
  return mailSnippets(origin(), {
    method: 'POST',
    path: `/mailboxes/${address}/app-passwords`,
    body: { ...given },
    sdk: `console.log(await keyward.appPasswords.create('${address}', ${JSON.stringify(given)}))`,
  })
}

export function removeAppPasswordSnippets(address: string, id: string): readonly Snippet[] {
  return mailSnippets(origin(), {
    method: 'DELETE',
    path: `/mailboxes/${address}/app-passwords/${id}`,
    sdk: `await keyward.appPasswords.delete('${address}', '${id}')`,
  })
}
