import { addAppPassword } from '../../server/src/domain/mailboxes/manage-app-passwords.ts'
import { cookieName } from '../../server/src/http/kit/cookies.ts'
import { PUBLIC_URL, TESTER, type TestApp } from './app.ts'
import { hiddenFields } from './browser.ts'
import { enterMailbox, MAILBOX_PASSWORD, makeMailbox, placeOf } from './mailbox-owner.ts'
import { get, type Request } from './mutations.ts'

type Form = (target: string, fields: Record<string, string>, ...headers: readonly string[]) => Request

/** What the owner of a mailbox sends who has just signed in. */
export async function mailboxRequests(app: TestApp, form: Form): Promise<Request[]> {
  const mailbox = await makeMailbox(app, app.owner.accountId)
  const name = cookieName({ publicUrl: PUBLIC_URL }, 'mailbox')
  const { secret } = await enterMailbox(app, mailbox)
  const cookie = `Cookie: ${name}=${secret}`
  const page = await app.http.inject({ url: '/mailbox', cookies: { [name]: secret } })
  const { token = '' } = hiddenFields(page.body)
  const old = await addAppPassword(app.deps, TESTER, placeOf(mailbox), { name: 'old', protocols: ['imap'] })
  const made = { token, name: 'phone', imap: '1', current: MAILBOX_PASSWORD }
  return [
    get('/mailbox?done=1', 'Accept: text/html', cookie),
    get('/mailbox/app-passwords', 'Accept: text/html', cookie),
    form('/mailbox/vacation', { token, enabled: '1', vacationMessage: 'Away' }, cookie),
    form('/mailbox/forwarding', { token, forwardTo: 'x@elsewhere.example', keep: '1' }, cookie),
    form('/mailbox/app-passwords', made, cookie),
    form('/mailbox/app-passwords/remove', { token, id: old.id }, cookie),
  ]
}
