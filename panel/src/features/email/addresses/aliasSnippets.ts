import { snippetsFor } from '../../../lib/snippetsFor.ts'
import type { Snippet } from '../../../ui/snippet.ts'

const origin = () => window.location.origin

export function aliasesSnippets(): readonly Snippet[] {
  return snippetsFor(origin(), {
    method: 'GET',
    path: '/aliases',
    sdk: 'console.log(await keyward.aliases.list())',
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
