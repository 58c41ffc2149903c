import type { MemberChange, NewUserGroup } from '@keyward/sdk'
import { snippetsFor } from '../../../lib/snippetsFor.ts'
import type { Snippet } from '../../../ui/snippet.ts'

/** @param account empty for the own one */
export function groupsSnippets(origin: string, account: string): readonly Snippet[] {
  const [query, argument] = account === '' ? ['', ''] : [`?account=${account}`, `'${account}'`]
  const sdk = `for (const group of await keyward.groups.list(${argument})) console.log(group.name, group.roles)`
  return snippetsFor(origin, { method: 'GET', path: `/groups${query}`, sdk })
}

export function groupsOfSnippets(origin: string, userId: string): readonly Snippet[] {
  const sdk = `for (const group of await keyward.groups.of('${userId}')) console.log(group.name, group.roles)`
  return snippetsFor(origin, { method: 'GET', path: `/users/${userId}/groups`, sdk })
}

export function newGroupSnippets(origin: string, body: NewUserGroup): readonly Snippet[] {
  const sdk = `console.log(await keyward.groups.create(${JSON.stringify(body)}))`
  return snippetsFor(origin, { method: 'POST', path: '/groups', body, sdk })
}

/** @param change what the form would send; without one the group is read */
export function groupSnippets(
  origin: string,
  groupId: string,
  change: { readonly roles: readonly string[] } | null,
): readonly Snippet[] {
  const path = `/groups/${groupId}`
  if (change === null) {
    return snippetsFor(origin, {
      ...{ method: 'GET', path },
      sdk: `console.log(await keyward.groups.get('${groupId}'))`,
    })
  }
  const sdk = `console.log(await keyward.groups.change('${groupId}', ${JSON.stringify(change)}))`
  return snippetsFor(origin, { method: 'PATCH', path, body: change, sdk })
}

export function membersSnippets(origin: string, groupId: string, change: MemberChange): readonly Snippet[] {
  const sdk = `console.log(await keyward.groups.changeMembers('${groupId}', ${JSON.stringify(change)}))`
  return snippetsFor(origin, { method: 'PATCH', path: `/groups/${groupId}/members`, body: change, sdk })
}

export function deleteGroupSnippets(origin: string, groupId: string): readonly Snippet[] {
  const sdk = `await keyward.groups.delete('${groupId}')`
  return snippetsFor(origin, { method: 'DELETE', path: `/groups/${groupId}`, sdk })
}
