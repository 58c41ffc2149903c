import type { AdministratorChange, NewAdministrator } from '@keyward/sdk'
import { snippetsFor } from '../../lib/snippetsFor.ts'
import type { Snippet } from '../../ui/snippet.ts'

const origin = () => window.location.origin

/** A super administrator's own account key may do all of it. */
export function administratorsSnippets(): readonly Snippet[] {
  const sdk = 'console.log(await keyward.administrators.list())'
  return snippetsFor(origin(), { method: 'GET', path: '/administrators', sdk })
}

export function addAdministratorSnippets(body: NewAdministrator): readonly Snippet[] {
  const sdk = `console.log(await keyward.administrators.add(${JSON.stringify(body)}))`
  return snippetsFor(origin(), { method: 'POST', path: '/administrators', body, sdk })
}

export function changeAdministratorSnippets(id: string, body: AdministratorChange): readonly Snippet[] {
  const sdk = `console.log(await keyward.administrators.change('${id}', ${JSON.stringify(body)}))`
  return snippetsFor(origin(), { method: 'PATCH', path: `/administrators/${id}`, body, sdk })
}

export function deleteAdministratorSnippets(id: string): readonly Snippet[] {
  const sdk = `await keyward.administrators.delete('${id}')`
  return snippetsFor(origin(), { method: 'DELETE', path: `/administrators/${id}`, sdk })
}

export function inviteAdministratorSnippets(id: string): readonly Snippet[] {
  const sdk = `console.log(await keyward.administrators.invite('${id}'))`
  return snippetsFor(origin(), { method: 'POST', path: `/administrators/${id}/invitation`, sdk })
}
