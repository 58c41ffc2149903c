import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { AdminType } from '../../../server/src/domain/administrators/administrator.ts'
import { changeAdminType } from '../../../server/src/domain/administrators/change-admin-type.ts'
import { MAIL_AREAS, type MailArea } from '../../../server/src/domain/administrators/mail-scope.ts'
import { NO_SETTINGS } from '../../../server/src/domain/administrators/settings.ts'
import { generatePair } from '../../../server/src/domain/key-pairs/generate-pair.ts'
import { USER_ADMIN } from '../../../server/src/domain/roles/roles.ts'
import type { User } from '../../../server/src/domain/users/user.ts'
import { Browser } from '../../support/browser.ts'
import { OPERATOR } from '../../support/deps.ts'
import { bearer, bodyFor, type NativeWorld, openNativeWorld } from '../../support/native.ts'
import { isForSupers } from '../../support/native-admins.ts'
import { isMail } from '../../support/native-mail.ts'
import { OPERATIONS, type Operation, takesCredential } from '../../support/native-operations.ts'

/** What an operation of the e-mail area belongs to: those who do everything, whole domains, or one of the areas. */
type Part = 'super' | 'found' | 'see' | MailArea

/** One row for each operation. */
const PARTS: Readonly<Record<Part, readonly string[]>> = {
  super: [
    ...['listKeyPairs', 'generateKeyPair', 'changeKeyPair', 'deleteKeyPair', 'revealKeyPair'],
    ...['endKeyPairOverlap', 'getKeyPairImpact', 'getKeyPairReconnect'],
    ...['listAdministrators', 'addAdministrator', 'getAdministrator', 'changeAdministrator'],
    ...['deleteAdministrator', 'inviteAdministrator', 'createMailboxLoginToken'],
  ],
  found: ['createDomain', 'changeDomain', 'deleteDomain', 'addAlternateName', 'removeAlternateName'],
  see: ['listDomains', 'getDomain', 'listAlternateNames'],
  domains: [
    ...['getDomainDns', 'createDkimKey', 'revokeDkimKeys', 'verifyDkimKey'],
    ...['getCatchAll', 'changeCatchAll', 'getOwnerRules', 'changeOwnerRules'],
  ],
  mailboxes: [
    ...['listMailboxes', 'createMailbox', 'getMailbox', 'changeMailbox', 'deleteMailbox', 'restoreMailbox'],
    ...['planImport', 'startImport', 'listJobs', 'startJob', 'getJob', 'cancelJob', 'resumeJob'],
    ...['listJobRows', 'exportFailedRows', 'makeJobInvitations', 'getAddress', 'exportMailboxes'],
    ...['getStorageNotice', 'changeStorageNotice', 'emailEveryone'],
    ...['listAppPasswords', 'createAppPassword', 'deleteAppPassword', 'removeMailboxFactor'],
    'testMailboxSignIn',
  ],
  aliases: ['listAliases', 'exportAliases', 'createAlias', 'getAlias', 'changeAlias', 'deleteAlias'],
  lists: [
    'listGroupLists',
    'exportGroupLists',
    'createGroupList',
    'getGroupList',
    'changeGroupList',
    'deleteGroupList',
  ],
  spam: [
    ...['getDomainSpam', 'changeDomainSpam', 'getDomainSenders', 'changeDomainSenders'],
    ...['getMailboxSpam', 'changeMailboxSpam', 'getMailboxSenders', 'changeMailboxSenders'],
  ],
}

const OF_EMAIL = OPERATIONS.filter((operation) => isMail(operation) || isForSupers(operation))

type Verdict = 'allowed' | 'nothing is listed' | 403 | 404 | 'not asked'

interface Who {
  readonly name: string
  readonly make: () => Promise<Asking>
  readonly verdict: (operation: Operation, part: Part) => Verdict
}

/** Somebody who asks, in a browser or with the account key. */
interface Asking {
  readonly user: User
  readonly ask: (operation: Operation, address: string) => ReturnType<Browser['api']>
}

let world: NativeWorld
let here: string
let owner: User

async function someone(
  type: AdminType | null,
  {
    accountId = here,
    roles = [],
    ...limits
  }: { accountId?: string; roles?: readonly string[] } & Limits = {},
): Promise<{ readonly user: User; readonly apiKey: string }> {
  const { user, apiKey } = await world.someoneIn(accountId, roles)
  const { administrators } = world.http.deps.store
  await administrators.put({ ...NO_SETTINGS, ...limits, userId: user.id, accountId })
  return { user: await changeAdminType(world.http.deps, OPERATOR, user.id, type), apiKey }
}

type Limits = { areas?: readonly MailArea[]; domains?: readonly string[]; isProgram?: boolean }

async function inBrowser(given: ReturnType<typeof someone>): Promise<Asking> {
  const { user } = await given
  const browser = await world.browserOf(user)
  return {
    user,
    ask: (operation, address) => browser.api(operation.method, address, bodyFor(operation)),
  }
}

async function byKey(given: ReturnType<typeof someone>): Promise<Asking> {
  const { user, apiKey } = await given
  const browser = new Browser(world.http)
  const headers = bearer(apiKey)
  return {
    user,
    ask: (operation, address) => browser.api(operation.method, address, bodyFor(operation), headers),
  }
}

/** Those who are super already: what they have is prepared as the owner's is. */
async function byKeyWithPair(given: ReturnType<typeof someone>): Promise<Asking> {
  await generatePair(world.http.deps, OPERATOR, (await given).user.id)
  return byKey(given)
}

/** Lists of the whole account. */
const isList = ({ method, path }: Operation) => method === 'GET' && !path.includes('{')
/** A job of a domain out of reach is as one that is not there. */
const namesJob = ({ path }: Operation) => path.includes('{jobId}')
const namesSomething = ({ path }: Operation) => path.includes('{') && !path.startsWith('/users/me/')

const inAreas =
  (areas: readonly MailArea[]): Who['verdict'] =>
  ({ id }, part) => {
    if (part === 'see' && areas.length > 0) return 'allowed'
    // Jobs are of both areas; the one of these tests is of mailboxes.
    if (id === 'listJobs' && areas.includes('aliases')) return 'allowed'
    return areas.some((area) => area === part) ? 'allowed' : 403
  }

const elsewhere =
  (verdict: Who['verdict']): Who['verdict'] =>
  (operation, part) => {
    if (verdict(operation, part) !== 'allowed') return 403
    if (isList(operation)) return 'nothing is listed'
    return namesJob(operation) ? 404 : 403
  }

/** Whoever names nothing is asked about the own account, and may there. */
const stranger: Who['verdict'] = (operation) =>
  operation.id === 'createMailbox' || namesSomething(operation) ? 404 : 'not asked'

const domainsHere = () => ['d', 'e'].map((letter) => `${letter}${here}.example`)

const LIMITED: readonly Who[] = MAIL_AREAS.flatMap((area): Who[] => {
  const verdict = inAreas([area])
  const asking = (domains?: readonly string[]) =>
    byKey(someone('limited', { areas: [area], ...(domains && { domains }) }))
  return [
    { name: `limited to ${area}`, make: () => asking(), verdict },
    { name: `limited to ${area} of the domain`, make: () => asking(domainsHere()), verdict },
    {
      name: `limited to ${area} elsewhere`,
      make: () => asking(['elsewhere.example']),
      verdict: elsewhere(verdict),
    },
  ]
})

const PEOPLE: readonly Who[] = [
  {
    name: 'super',
    make: () => inBrowser(Promise.resolve({ user: owner, apiKey: '' })),
    verdict: () => 'allowed',
  },
  {
    name: 'an application administrator',
    make: () => byKeyWithPair(someone('super', { isProgram: true })),
    // Secrets are shown and replaced in a session alone, and a program has none.
    verdict: (operation) => (takesCredential(operation) ? 'allowed' : 403),
  },
  {
    name: 'standard',
    make: () => inBrowser(someone('standard')),
    verdict: (_, part) => (part === 'super' || part === 'found' ? 403 : 'allowed'),
  },
  {
    name: 'limited',
    make: () => inBrowser(someone('limited', { areas: MAIL_AREAS })),
    verdict: inAreas(MAIL_AREAS),
  },
  ...LIMITED,
  { name: 'limited to nothing', make: () => inBrowser(someone('limited')), verdict: () => 403 },
  { name: 'plain', make: () => inBrowser(someone(null)), verdict: () => 403 },
  { name: 'plain with areas', make: () => byKey(someone(null, { areas: MAIL_AREAS })), verdict: () => 403 },
  {
    name: 'owner of the account',
    make: () => inBrowser(someone(null, { roles: [USER_ADMIN] })),
    // Of jobs theirs are those about users.
    verdict: ({ id }) => (id === 'listJobs' ? 'nothing is listed' : 403),
  },
  {
    name: 'super elsewhere',
    make: async () => inBrowser(someone('super', { accountId: await world.newAccount() })),
    verdict: stranger,
  },
]

const LOGGED_READS = ['exportMailboxes', 'exportAliases', 'exportGroupLists']

let asking: ReadonlyMap<Who, Asking>

before(async () => {
  world = await openNativeWorld()
  here = await world.newAccount()
  owner = (await world.someoneIn(here, [USER_ADMIN])).user
  await world.http.deps.store.users.update(owner.id, { adminType: 'super' })
  const made: [Who, Asking][] = []
  for (const who of PEOPLE) made.push([who, await who.make()])
  asking = new Map(made)
})
after(() => world.http.close())

function partOf({ id }: Operation): Part {
  for (const part of MAIL_AREAS) if (PARTS[part].includes(id)) return part
  if (PARTS.see.includes(id)) return 'see'
  return PARTS.found.includes(id) ? 'found' : 'super'
}

/** Of a page, or of a file below the names of its columns. */
function listedIn({ headers, body, json }: Awaited<ReturnType<Asking['ask']>>): unknown {
  const isFile = String(headers['content-type']).startsWith('text/csv')
  return isFile ? body.split('\r\n').slice(1, -1) : json().items
}

/** An export is in the log, also one that has nothing in it. */
function isLogged({ id }: Operation, verdict: Verdict): boolean {
  return verdict === 'nothing is listed' && LOGGED_READS.includes(id)
}

async function assertVerdict(operation: Operation, who: Who, wanted: Verdict) {
  const { ask, user } = asking.get(who) ?? assert.fail(who.name)
  const isOwn = operation.path.startsWith('/users/me/')
  const answer = await ask(operation, world.addressOf(operation, {}, isOwn ? user : owner))
  const { statusCode } = answer
  if (wanted === 'allowed') assert.ok(statusCode < 300, `${who.name}: ${statusCode} ${answer.body}`)
  else if (wanted === 'nothing is listed') assert.deepEqual([statusCode, listedIn(answer)], [200, []])
  else assert.equal(statusCode, wanted, `${who.name}: ${answer.body}`)
}

describe('every operation of the e-mail area is for those who are given it', () => {
  for (const operation of OF_EMAIL) {
    const verdictOf = (who: Who) => who.verdict(operation, partOf(operation))
    test(`${operation.id} is refused to the others, and changes nothing`, async () => {
      await world.prepare(owner, operation)
      await world.changingNothing(async () => {
        for (const who of PEOPLE) {
          const verdict = verdictOf(who)
          const isOther = verdict !== 'allowed' && verdict !== 'not asked' && !isLogged(operation, verdict)
          if (isOther) await assertVerdict(operation, who, verdict)
        }
      })
      for (const who of PEOPLE) {
        if (isLogged(operation, verdictOf(who))) await assertVerdict(operation, who, 'nothing is listed')
      }
    })

    test(`${operation.id} is done for those`, async () => {
      for (const who of PEOPLE) {
        if (verdictOf(who) !== 'allowed') continue
        await world.prepare(owner, operation)
        await assertVerdict(operation, who, 'allowed')
      }
    })
  }

  test('each operation is described as what it belongs to', () => {
    for (const operation of OF_EMAIL) {
      const part = partOf(operation)
      // Whoever runs the installation makes the first administrators.
      const isOperators = operation.path.startsWith('/administrators')
      assert.deepEqual(operation.rights, isOperators ? [part, 'operator'] : [part], operation.id)
    }
  })

  test('each operation has a row, and each row an operation', () => {
    assert.deepEqual(Object.values(PARTS).flat().toSorted(), OF_EMAIL.map(({ id }) => id).toSorted())
  })
})
