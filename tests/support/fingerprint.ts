import type { Deps } from '../../server/src/domain/deps.ts'

/**
 * Everything durable as one text: equal before and after means that nothing was changed. Failed logins, written
 * down in batches by nobody's wish, do not count.
 */
export async function fingerprint({ store }: Deps): Promise<string> {
  const users = await store.users.list({})
  const owned = []
  for (const { id } of users) {
    owned.push([await store.keys.ofUser(id), await store.sessions.ofUser(id)])
  }
  const log = []
  for (const { chain } of await store.audit.chains()) {
    const entries = await store.audit.page(chain, 0, 10_000)
    log.push(
      entries.filter(({ action }) => action !== 'login.fail').map(({ action, target }) => [action, target]),
    )
  }
  return JSON.stringify([await store.accounts.list(), users, owned, await store.endpoints.list(), log])
}
