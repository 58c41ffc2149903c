import { after, before } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { bearer, type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { MAILBOX_PASSWORD } from '../../../../tests/support/native-mail.ts'
import type { AdminType } from '../../domain/administrators/administrator.ts'
import { changeAdminType } from '../../domain/administrators/change-admin-type.ts'
import type { CreatedUser } from '../../domain/users/create-user.ts'

/** For tests of mail in the native API: one server for a file, and accounts with administrators. */
export let world: NativeWorld

before(async () => {
  world = await openNativeWorld()
})
after(() => world.http.close())

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** Somebody who asks with their key. */
export interface Asker extends CreatedUser {
  readonly ask: (
    method: Method,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => ReturnType<Browser['api']>
}

export async function somebody(
  accountId: string,
  adminType: AdminType | null,
  roles: readonly string[] = [],
): Promise<Asker> {
  const made = await world.someoneIn(accountId, roles)
  if (adminType !== null) await changeAdminType(world.http.deps, OPERATOR, made.user.id, adminType)
  return {
    ...made,
    ask: (method, path, body, headers = {}) =>
      new Browser(world.http).api(method, path, body, { ...bearer(made.apiKey), ...headers }),
  }
}

let made = 0

/** A super administrator of a new account with a domain in it. */
export async function withDomain(): Promise<{ readonly admin: Asker; readonly domain: string }> {
  const admin = await somebody(await world.newAccount(), 'super')
  const domain = `n${++made}.example`
  await admin.ask('POST', '/domains', { name: domain })
  return { admin, domain }
}

/** Mailboxes of these names, one after another. */
export async function fill(admin: Asker, domain: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    await admin.ask('POST', '/mailboxes', { address: `${name}@${domain}`, password: MAILBOX_PASSWORD })
}
