import type { AddressFilter, GroupListChange, NewGroupList } from '@keyward/sdk'
import { snippetsFor } from '../../../lib/snippetsFor.ts'
import type { Snippet } from '../../../ui/snippet.ts'

const origin = () => window.location.origin

export function listsSnippets(filter: AddressFilter): readonly Snippet[] {
  const query = new URLSearchParams(Object.entries(filter)).toString()
  return snippetsFor(origin(), {
    method: 'GET',
    path: `/lists${query && `?${query}`}`,
    sdk: `console.log(await keyward.lists.list(${query && JSON.stringify(filter)}))`,
  })
}

export function addListSnippets(list: NewGroupList): readonly Snippet[] {
  return snippetsFor(origin(), {
    method: 'POST',
    path: '/lists',
    body: list,
    sdk: `console.log(await keyward.lists.create(${JSON.stringify(list)}))`,
  })
}

export function editListSnippets(address: string, change: GroupListChange): readonly Snippet[] {
  return snippetsFor(origin(), {
    method: 'PATCH',
    path: `/lists/${encodeURIComponent(address)}`,
    body: change,
    sdk: `console.log(await keyward.lists.change(${JSON.stringify(address)}, ${JSON.stringify(change)}))`,
  })
}

export function deleteListSnippets(address: string): readonly Snippet[] {
  return snippetsFor(origin(), {
    method: 'DELETE',
    path: `/lists/${encodeURIComponent(address)}`,
    sdk: `await keyward.lists.delete(${JSON.stringify(address)})`,
  })
}
