import type { RoleChange } from '@keyward/sdk'
import { snippetsFor } from '../../lib/snippetsFor.ts'
import type { Snippet } from '../../ui/snippet.ts'

/** @param change what the form would send; an example of one without it */
export function rolesSnippets(origin: string, userId: string, change: RoleChange | null): readonly Snippet[] {
  const body = change ?? { add: ['reader'] }
  const sdk = `console.log(await keyward.roles.change('${userId}', ${JSON.stringify(body)}))`
  return snippetsFor(origin, { method: 'PATCH', path: `/users/${userId}/roles`, body, sdk })
}

/** What they are; to take them away somebody must be signed in. */
export function factorsSnippets(origin: string, userId: string): readonly Snippet[] {
  const sdk = `console.log(await keyward.secondFactors.of('${userId}'))`
  return snippetsFor(origin, { method: 'GET', path: `/users/${userId}/second-factors`, sdk })
}

export function userSnippets(origin: string, userId: string): readonly Snippet[] {
  const sdk = `console.log(await keyward.users.get('${userId}'))`
  return snippetsFor(origin, { method: 'GET', path: `/users/${userId}`, sdk })
}

export function deleteCredentialSnippets(origin: string, userId: string, id: string): readonly Snippet[] {
  const sdk = `await keyward.applicationCredentials.delete('${id}', '${userId}')`
  return snippetsFor(origin, {
    method: 'DELETE',
    path: `/users/${userId}/application-credentials/${id}`,
    sdk,
  })
}

/** @param heir id of who gets the roles; empty for nobody */
export function deleteSnippets(origin: string, userId: string, heir: string): readonly Snippet[] {
  const query = heir === '' ? '' : `?handOverTo=${heir}`
  const options = heir === '' ? '' : `, { handOverTo: '${heir}' }`
  const sdk = `await keyward.users.delete('${userId}'${options})`
  return snippetsFor(origin, { method: 'DELETE', path: `/users/${userId}${query}`, sdk })
}
