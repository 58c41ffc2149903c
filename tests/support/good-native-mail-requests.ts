import { randomUUID } from 'node:crypto'
import type { TestApp } from './app.ts'
import { get, type Request, send } from './mutations.ts'
import { MAILBOX_PASSWORD, mailNamesOf, prepareMail } from './native-mail.ts'

/** What the owner asks of domains and mailboxes. @param page what a page of the panel sends with a change */
export async function nativeMailRequests(app: TestApp, page: readonly string[]): Promise<Request[]> {
  const { deps, owner } = app
  const user = await deps.store.users.byId(owner.userId)
  if (!user) throw new Error('no owner')
  await prepareMail(deps, user)
  const { domain, mailbox, mailboxId } = mailNamesOf(owner, { id: '' })
  const made = { address: `${randomUUID()}@${domain}`, password: MAILBOX_PASSWORD }
  const forward = { forwardTo: ['x@elsewhere.example'], keepForwarded: true }
  return [
    get('/api/v1/domains?text=d&limit=5', ...page),
    send('POST', '/api/v1/domains', { name: `${randomUUID()}.example`, maxMailboxes: 5 }, ...page),
    send('PATCH', `/api/v1/domains/${domain}?dryRun=true`, { extraStorageMb: 7 }, ...page),
    get('/api/v1/mailboxes?state=open&sort=-usage&count=true', ...page),
    get(`/api/v1/mailboxes?domain=${domain}&state=deleted`, ...page),
    get(`/api/v1/mailboxes/export?state=open&sort=-usage`, ...page),
    get(`/api/v1/aliases/export?domain=${domain}&text=a`, ...page),
    get('/api/v1/lists/export?member=a@x.example', ...page),
    send('POST', '/api/v1/mailboxes', { ...made, contact: { firstName: 'A' } }, ...page),
    get(`/api/v1/mailboxes/${mailbox}`, ...page),
    send('PATCH', `/api/v1/mailboxes/${mailbox}`, forward, ...page),
    send('POST', `/api/v1/deleted-mailboxes/${mailboxId}/restore?dryRun=true`, {}, ...page),
    get(`/api/v1/mail-addresses/${mailbox}`, ...page),
    send('PATCH', `/api/v1/domains/${domain}/catch-all`, { address: mailbox }, ...page),
    send('POST', `/api/v1/domains/${domain}/alternate-names`, { name: `${randomUUID()}.example` }, ...page),
    send('PATCH', `/api/v1/domains/${domain}/storage-notice`, { percentage: 70, cc: 'a@b.example' }, ...page),
    send('PATCH', `/api/v1/domains/${domain}/spam`, { level: 'on', folderDays: 3 }, ...page),
    send('PATCH', `/api/v1/mailboxes/${mailbox}/spam?dryRun=true`, { handling: 'delete' }, ...page),
    send('POST', `/api/v1/mailboxes/${mailbox}/login-token`, {}, ...page),
    get(`/api/v1/mailboxes/${mailbox}/app-passwords`, ...page),
    send(
      'POST',
      `/api/v1/mailboxes/${mailbox}/app-passwords`,
      { name: 'phone', protocols: ['imap'] },
      ...page,
    ),
    send(
      'POST',
      `/api/v1/mailboxes/${mailbox}/sign-in-test`,
      { protocol: 'imap', password: 'Str0ng-enough' },
      ...page,
    ),
    send('PATCH', `/api/v1/mailboxes/${mailbox}/senders/safelist`, { add: ['@x.example'] }, ...page),
  ]
}
