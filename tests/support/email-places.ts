import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { addAlias, replaceMembers } from '../../server/src/domain/aliases/change-alias.ts'
import { makeDkimKey } from '../../server/src/domain/dkim/change-key.ts'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { addAlternate } from '../../server/src/domain/domains/alternate-names.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import { changeSenders } from '../../server/src/domain/spam/change-senders.ts'
import { TESTER, type TestApp } from './app.ts'
import { emailClient, type Pair } from './email.ts'
import type { EmailOperation } from './email-operations.ts'

/** What every operation of the signed e-mail API finds something in. */
export interface EmailPlace {
  readonly domain: string
  /** An administrator beside those who ask. */
  readonly admin: string
  /** An account that may be suspended. */
  readonly spare: string
}

let made = 0

/** A domain with one of everything. */
export async function newEmailPlace(app: TestApp, accountId: string): Promise<EmailPlace> {
  const domain = `place${++made}.example`
  await addDomain(app.deps, TESTER, { accountId, name: domain })
  const place = { domain, admin: `beside${made}`, spare: await app.addAccount(`spare ${made}`) }
  await mendPlace(app, accountId, place)
  return place
}

/** Brings back what was deleted, so that it can be deleted again. */
export async function mendPlace(app: TestApp, accountId: string, { domain, admin }: EmailPlace) {
  const { store } = app.deps
  const name = { accountId, name: domain }
  const [anna, team] = [
    { accountId, domain, name: 'anna' },
    { accountId, domain, name: 'team' },
  ]
  if (!(await store.users.byName(admin))) await addStandard(app, accountId, admin)
  const { id = '' } = (await store.mailDomains.find(domain)) ?? {}
  if (!(await store.mailDomains.alternateNames(id)).includes(`also-${domain}`))
    await addAlternate(app.deps, TESTER, name, `also-${domain}`)
  if (!(await store.dkimKeys.ofDomain(id)).length) await makeDkimKey(app.deps, TESTER, name)
  if (!(await store.mailboxes.byAddress(accountId, `anna@${domain}`)))
    await addMailbox(app.deps, TESTER, {
      ...anna,
      password: 'Str0ng-enough',
      settings: {},
      recoverDeleted: false,
    })
  const alias = await store.aliases.byAddress(accountId, `team@${domain}`)
  const members = [`anna@${domain}`, 'x@elsewhere.example']
  if (alias?.members.join() !== members.join())
    await (alias ? replaceMembers : addAlias)(app.deps, TESTER, team, members)
  for (const mailbox of [null, 'anna']) {
    const given = { add: ['@sender.example'], remove: [] }
    await changeSenders(app.deps, TESTER, { accountId, domain, mailbox }, 'blocklist', given)
  }
}

async function addStandard(app: TestApp, accountId: string, name: string) {
  const { userId } = await app.addUser(name, { accountId, roles: ['identity:default'] })
  await changeAdminType(app.deps, TESTER, userId, 'standard')
}

const filledIn =
  ({ domain, admin, spare }: EmailPlace) =>
  (text: string) =>
    text
      .replaceAll('DOMAIN', domain)
      .replace('ADMIN', admin)
      .replace('SPARE', spare)
      .replace('SERIAL', String(++made))

/** The address of an operation in a place, of the account that `customer` names. */
export function addressIn({ path, names }: EmailOperation, place: EmailPlace, customer = 'me'): string {
  const { domain, admin } = place
  const there = { customer, domain, admin, mailbox: 'anna', alias: 'team', member: `anna@${domain}` }
  const own = { ...there, list: 'blocklist', entry: '@sender.example', alternate: `also-${domain}`, ...names }
  const filled = filledIn(place)
  return `/v1${path.replace(/:(\w+)/g, (_, name: string) => {
    const [, text = name] = Object.entries(own).find(([known]) => known === name) ?? []
    return encodeURIComponent(filled(text))
  })}`
}

/** The fields that an operation needs in a place. */
export function fieldsIn({ form = {} }: EmailOperation, place: EmailPlace): Record<string, string> {
  const filled = filledIn(place)
  return Object.fromEntries(Object.entries(form).map(([name, text]) => [name, filled(text)]))
}

/** An operation asked for in a place. */
export function asksFor(
  app: TestApp,
  pair: Pair,
  operation: EmailOperation,
  place: EmailPlace,
  customer = 'me',
) {
  const client = emailClient(app, pair)
  const address = addressIn(operation, place, customer)
  return operation.form
    ? client.form(operation.method, address, fieldsIn(operation, place))
    : client.send(operation.method, address)
}
