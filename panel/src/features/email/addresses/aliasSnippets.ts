import type { Snippet } from '../../../ui/snippet.ts'
import { mailSnippets } from '../code.ts'

const origin = () => window.location.origin

/** Of the signed API. */
function signedPath(address: string): string {
  const at = address.lastIndexOf('@')
  return `/customers/me/domains/${address.slice(at + 1)}/rs/aliases/${address.slice(0, at)}`
}

/** @param member only those that lead to this address */
export function aliasesSnippets(member?: string): readonly Snippet[] {
  const query = member === undefined ? '' : `?${new URLSearchParams({ member })}`
  const asked = member === undefined ? '' : JSON.stringify({ member })
  return mailSnippets(origin(), {
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
  const form = { aliasEmails: members.join(',') }
  const path = signedPath(address)
  return isNew
    ? mailSnippets(origin(), {
        method: 'POST',
        path: '/aliases',
        body: { address, members },
        sdk: `console.log(await keyward.aliases.create(${asked}))`,
        signed: { method: 'POST', path, form },
      })
    : mailSnippets(origin(), {
        method: 'PATCH',
        path: `/aliases/${address}`,
        body: { members },
        sdk: `console.log(await keyward.aliases.change('${address}', ${asked}))`,
        signed: { method: 'PUT', path, form },
      })
}

export function deleteAliasSnippets(address: string): readonly Snippet[] {
  return mailSnippets(origin(), {
    method: 'DELETE',
    path: `/aliases/${address}`,
    sdk: `await keyward.aliases.delete('${address}')`,
    signed: { method: 'DELETE', path: signedPath(address) },
  })
}
