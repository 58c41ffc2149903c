import { snippetsFor } from '../../../lib/snippetsFor.ts'
import type { Snippet } from '../../../ui/snippet.ts'

const origin = () => window.location.origin

/** @param member only those that lead to this address */
export function aliasesSnippets(member?: string): readonly Snippet[] {
  const query = member === undefined ? '' : `?${new URLSearchParams({ member })}`
  const asked = member === undefined ? '' : JSON.stringify({ member })
  return snippetsFor(origin(), {
    method: 'GET',
    path: `/aliases${query}`,
    sdk: `console.log(await keyward.aliases.list(${asked}))`,
  })
}

/** @param isNew it is not there yet */
export function saveAliasSnippets(
  address: string,
  members: readonly string[],
  isNew: boolean,
): readonly Snippet[] {
  const asked = JSON.stringify(isNew ? { address, members } : { members })
  return isNew
    ? snippetsFor(origin(), {
        method: 'POST',
        path: '/aliases',
        body: { address, members },
        sdk: `console.log(await keyward.aliases.create(${asked}))`,
      })
    : snippetsFor(origin(), {
        method: 'PATCH',
        path: `/aliases/${address}`,
        body: { members },
        sdk: `console.log(await keyward.aliases.change('${address}', ${asked}))`,
      })
}

export function deleteAliasSnippets(address: string): readonly Snippet[] {
  return snippetsFor(origin(), {
    method: 'DELETE',
    path: `/aliases/${address}`,
    sdk: `await keyward.aliases.delete('${address}')`,
  })
}
