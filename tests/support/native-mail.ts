import { addAlias } from '../../server/src/domain/aliases/change-alias.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import { makeDkimKey } from '../../server/src/domain/dkim/change-key.ts'
import { recordOf } from '../../server/src/domain/dkim/dkim-key.ts'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { addAlternate } from '../../server/src/domain/domains/alternate-names.ts'
import { createGroupList } from '../../server/src/domain/lists/change-list.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import { NEW_SETTINGS } from '../../server/src/domain/mailboxes/mailbox.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { OPERATOR } from './deps.ts'
import { putJob } from './jobs.ts'

/** What the tables of the native API need of mail: bodies, names, and that somebody may and has something. */

export const MAILBOX_PASSWORD = 'Str0ng-enough'

/** What only administrators are let do. */
export const isMail = ({ path }: { readonly path: string }) =>
  /^\/(?:domains|mailboxes|aliases|lists|imports|jobs|deleted-mailboxes|mail-addresses)\b/.test(path)

type Owner = Pick<User, 'accountId'>

const domainOf = ({ accountId }: Owner) => `d${accountId}.example`
const alternateOf = ({ accountId }: Owner) => `f${accountId}.example`
const emptyDomainOf = ({ accountId }: Owner) => `e${accountId}.example`
const deletedIdOf = ({ accountId }: Owner) => accountId.padStart(32, 'd')

const jobIdOf = ({ accountId }: Owner, state: 'waiting' | 'cancelled') =>
  accountId.padStart(32, state === 'waiting' ? 'a' : 'c')

/** In the mailbox of everybody. */
const APP_PASSWORD_ID = '0a1b2c3d'

let made = 0
/** Where what is made is made: the domain prepared last. */
let lastDomain = 'nowhere.example'

const IMPORT_FILE = Buffer.from(`Username,Password\nimported,${MAILBOX_PASSWORD}\n`).toString('base64')

export const MAIL_BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  get createDomain() {
    return { name: `made${++made}.example` }
  },
  changeDomain: { extraStorageMb: 5 },
  get createMailbox() {
    return { address: `made${++made}@${lastDomain}`, password: MAILBOX_PASSWORD }
  },
  changeMailbox: { displayName: 'Changed' },
  get createAlias() {
    return { address: `made${++made}@${lastDomain}`, members: [`box@${lastDomain}`] }
  },
  get changeAlias() {
    return { members: [`box@${lastDomain}`] }
  },
  get createGroupList() {
    return { address: `made${++made}@${lastDomain}` }
  },
  changeGroupList: { posting: 'members' },
  get changeCatchAll() {
    return { address: `box@${lastDomain}` }
  },
  get addAlternateName() {
    return { name: `made${++made}.example` }
  },
  get emailEveryone() {
    return { fromAddress: `box@${lastDomain}`, subject: 'Hello', text: 'Hello, everybody.' }
  },
  changeStorageNotice: { percentage: 70 },
  changeOwnerRules: { secondFactor: 'optional' },
  changeDomainSpam: { level: 'exclusive' },
  changeMailboxSpam: { level: 'off' },
  createAppPassword: { name: 'phone', protocols: ['imap'] },
  testMailboxSignIn: { protocol: 'imap', password: 'Str0ng-enough' },
  changeDomainSenders: { add: ['@spam.example'] },
  changeMailboxSenders: { add: ['@spam.example'] },
  get planImport() {
    return { domain: lastDomain, file: IMPORT_FILE }
  },
  get startImport() {
    return { domain: lastDomain, file: IMPORT_FILE }
  },
  get startJob() {
    return { kind: 'mailbox.block', domain: lastDomain, mailboxes: [`box@${lastDomain}`] }
  },
}

/** What the parameters of paths name for somebody. */
export function mailNamesOf(owner: Owner, { id }: { readonly id: string }): Record<string, string> {
  return {
    domain: id === 'deleteDomain' ? emptyDomainOf(owner) : domainOf(owner),
    mailbox: `box@${domainOf(owner)}`,
    address: `box@${domainOf(owner)}`,
    mailboxId: deletedIdOf(owner),
    jobId: jobIdOf(owner, id === 'resumeJob' ? 'cancelled' : 'waiting'),
    alias: `all@${domainOf(owner)}`,
    list: `news@${domainOf(owner)}`,
    alternate: alternateOf(owner),
    senderList: 'blocklist',
    appPasswordId: APP_PASSWORD_ID,
  }
}

export const NAMELESS_MAIL: Readonly<Record<string, string>> = {
  domain: 'nobodys.example',
  mailbox: 'nobody@nobodys.example',
  address: 'nobody@nobodys.example',
  mailboxId: 'f'.repeat(32),
  jobId: 'f'.repeat(32),
  alias: 'nobody@nobodys.example',
  list: 'nobody@nobodys.example',
  alternate: 'nobodys.example',
  senderList: 'blocklist',
  appPasswordId: 'f'.repeat(8),
}

/** Makes somebody a super administrator with a domain, an empty one, a mailbox, a deleted one, an alias and a list. */
export async function prepareMail(deps: Deps, user: User): Promise<void> {
  const { accountId } = user
  const { store } = deps
  await store.users.update(user.id, { adminType: 'super' })
  lastDomain = domainOf(user)
  for (const name of [lastDomain, emptyDomainOf(user)])
    if (!(await store.mailDomains.find(name))) await addDomain(deps, OPERATOR, { accountId, name })
  const where = { accountId, domain: lastDomain }
  if (!(await store.mailboxes.byAddress(accountId, `box@${lastDomain}`)))
    await addOne(deps, { ...where, name: 'box' })
  if (!(await store.aliases.byAddress(accountId, `all@${lastDomain}`)))
    await addAlias(deps, OPERATOR, { ...where, name: 'all' }, [`box@${lastDomain}`])
  if (!(await store.lists.byAddress(accountId, `news@${lastDomain}`)))
    await createGroupList(deps, OPERATOR, { ...where, name: 'news', members: [] })
  await prepareDkim(deps, where)
  await prepareAppPassword(deps, user)
  await prepareFactor(deps, user)
  const known = await store.mailDomains.find(lastDomain)
  // As if nobody had been written to lately.
  if (known) await store.mailSettings.put({ domainId: known.id, mailboxId: null }, 'announced', '{"atMs":0}')
  const names = known ? await store.mailDomains.alternateNames(known.id) : []
  if (!names.includes(alternateOf(user)))
    await addAlternate(deps, OPERATOR, { accountId, name: lastDomain }, alternateOf(user))
  for (const state of ['waiting', 'cancelled'] as const) await prepareJob(deps, user, state)
  if (!(await store.mailboxes.deletedById(deletedIdOf(user), 0))) await addDeleted(deps, user)
}

/** A key that waits, and its record in the DNS. */
async function prepareDkim(deps: Deps, { accountId, domain: name }: { accountId: string; domain: string }) {
  const record = recordOf(await makeDkimKey(deps, OPERATOR, { accountId, name }))
  Object.assign(deps.dns, { txt: async () => [record] })
}

async function prepareAppPassword({ store, clock }: Deps, user: User): Promise<void> {
  const mailbox = await store.mailboxes.byAddress(user.accountId, `box@${domainOf(user)}`)
  if (!mailbox || (await store.appPasswords.find(mailbox.id, APP_PASSWORD_ID))) return
  const facts = {
    id: APP_PASSWORD_ID,
    mailboxId: mailbox.id,
    name: 'prepared',
    passwordHash: '{SHA256.HEX}0',
  }
  const moments = { createdAtMs: clock.now(), lastUsedAtMs: null }
  await store.appPasswords.insert({ ...facts, ...moments, protocols: ['imap'] })
}

async function prepareFactor({ store, clock }: Deps, user: User): Promise<void> {
  const { accountId } = user
  const mailbox = await store.mailboxes.byAddress(accountId, `box@${domainOf(user)}`)
  if (!mailbox) return
  const rest = {
    sealed: Uint8Array.of(1),
    createdAtMs: clock.now(),
    verifiedAtMs: 1,
    lastStep: 1,
    failedAtMs: [],
  }
  await store.mailboxFactors.put({ mailboxId: mailbox.id, accountId, ...rest })
}

async function prepareJob(deps: Deps, user: User, state: 'waiting' | 'cancelled'): Promise<void> {
  const { jobs } = deps.store
  const id = jobIdOf(user, state)
  if (await jobs.byId(user.accountId, id))
    await jobs.turn(id, ['waiting', 'running', 'cancelled', 'stopped', 'done'], { state, endedAtMs: null })
  else await putJob(deps, user, { id, domain: domainOf(user), state })
}

async function addOne(deps: Deps, where: { accountId: string; domain: string; name: string }) {
  const rest = { password: MAILBOX_PASSWORD, settings: {}, recoverDeleted: false }
  await addMailbox(deps, OPERATOR, { ...where, ...rest })
}

async function addDeleted({ store, clock }: Deps, user: User): Promise<void> {
  const [domain, address] = [await store.mailDomains.find(domainOf(user)), `gone@${domainOf(user)}`]
  const { accountId } = user
  const made = {
    ...NEW_SETTINGS,
    ...{ id: deletedIdOf(user), accountId, domainId: domain?.id ?? '', name: 'gone', address },
    ...{ quotaMb: 10, usageMb: 0, passwordHash: '{ARGON2ID}x', lastLoginAtMs: null, deletedAtMs: null },
    createdAtMs: clock.now(),
  }
  // An earlier test may have brought it back.
  const there = await store.mailboxes.byAddress(accountId, address)
  if (!there) await store.mailboxes.insert(made)
  await store.mailboxes.markDeleted(there ?? made, clock.now())
}
