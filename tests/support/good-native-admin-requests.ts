import { randomUUID } from 'node:crypto'
import type { TestApp } from './app.ts'
import { get, type Request, send } from './mutations.ts'
import { adminNamesOf, prepareAdmins } from './native-admins.ts'

/** What the owner asks of administrators and own key pairs. @param page what a page of the panel sends with a change */
export async function nativeAdminRequests(app: TestApp, page: readonly string[]): Promise<Request[]> {
  const { deps, owner } = app
  const user = await deps.store.users.byId(owner.userId)
  if (!user) throw new Error('no owner')
  await prepareAdmins(deps, user)
  const at = `/api/v1/administrators/${adminNamesOf(user).adminId}`
  const pairs = '/api/v1/users/me/key-pairs'
  const limited = { areas: ['mailboxes'], domains: ['a.example'], networks: ['192.0.2.0/24'] }
  const named = { ...limited, access: 'read', expiresAt: '2099-01-01T00:00:00Z', note: 'importer' }
  const added = { username: `a${randomUUID()}`, type: 'limited', firstName: 'A', ...limited }
  return [
    get('/api/v1/administrators', ...page),
    send('POST', '/api/v1/administrators', added, ...page),
    get(at, ...page),
    send('PATCH', at, { type: 'limited', passwordDays: 90, ...limited }, ...page),
    send('POST', `${at}/invitation`, {}, ...page),
    get(pairs, ...page),
    send('POST', `${pairs}/reader`, named, ...page),
    send('PATCH', `${pairs}/default`, { clockCheck: 'lenient', limits: { read: 5, write: null } }, ...page),
    send('POST', `${pairs}/default/reveal`, {}, ...page),
    send('POST', `${pairs}/default/end-overlap`, {}, ...page),
    get(`${pairs}/default/impact`, ...page),
  ]
}
