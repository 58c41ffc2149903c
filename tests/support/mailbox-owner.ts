import assert from 'node:assert/strict'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import type { LiveMailbox } from '../../server/src/domain/mailbox-owners/mailbox-session.ts'
import { signInToMailbox } from '../../server/src/domain/mailbox-owners/sign-in.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import type { Mailbox, MailboxSettings } from '../../server/src/domain/mailboxes/mailbox.ts'
import type { Browser } from './browser.ts'
import { OPERATOR, type TestDeps, visitFrom } from './deps.ts'

export const MAILBOX_PASSWORD = 'Grey geese 7 walk'
export const OTHER_MAILBOX_PASSWORD = 'Wet hens 9 outside'

let made = 0

/** A mailbox, of a name that no other has, in `owners-ACCOUNT.example`, which is made for the first one. */
export async function makeMailbox(
  { deps }: Pick<TestDeps, 'deps'>,
  accountId: string,
  settings: Partial<MailboxSettings> = {},
  name = `ann${++made}`,
): Promise<Mailbox> {
  const domain = `owners-${accountId}.example`
  if (!(await deps.store.mailDomains.find(domain)))
    await addDomain(deps, OPERATOR, { accountId, name: domain })
  const where = { accountId, domain, name }
  return addMailbox(deps, OPERATOR, {
    ...where,
    settings,
    password: MAILBOX_PASSWORD,
    recoverDeleted: false,
  })
}

/** What names it for its administrators. */
export function placeOf({ accountId, address, name }: Mailbox) {
  return { accountId, domain: address.slice(address.indexOf('@') + 1), name }
}

export function mailboxVisit(address = '192.0.2.1', broughtSecret: string | null = null) {
  return { ...visitFrom(address), broughtSecret }
}

export async function enterMailbox(
  { deps }: Pick<TestDeps, 'deps'>,
  { address }: Pick<Mailbox, 'address'>,
  password = MAILBOX_PASSWORD,
): Promise<LiveMailbox & { readonly secret: string }> {
  return signInToMailbox(deps, { address, password }, mailboxVisit())
}

/** Signs a browser in by the form. */
export async function signBrowserIn(
  browser: Browser,
  { address }: Pick<Mailbox, 'address'>,
  password = MAILBOX_PASSWORD,
): Promise<void> {
  const answer = await browser.submit(await browser.open('/mailbox'), '/mailbox', { address, password })
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/mailbox'], answer.body)
}
