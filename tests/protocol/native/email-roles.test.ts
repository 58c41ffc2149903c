import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { AdminType } from '../../../server/src/domain/administrators/administrator.ts'
import { changeAdminType } from '../../../server/src/domain/administrators/change-admin-type.ts'
import { changeAdministrator } from '../../../server/src/domain/administrators/change-administrator.ts'
import { MAIL_AREAS } from '../../../server/src/domain/administrators/mail-scope.ts'
import { USER_ADMIN } from '../../../server/src/domain/roles/roles.ts'
import type { User } from '../../../server/src/domain/users/user.ts'
import type { Browser } from '../../support/browser.ts'
import { OPERATOR } from '../../support/deps.ts'
import { bodyFor, type NativeWorld, openNativeWorld } from '../../support/native.ts'
import { isForSupers } from '../../support/native-admins.ts'
import { isMail } from '../../support/native-mail.ts'
import { OPERATIONS, type Operation } from '../../support/native-operations.ts'

/** What belongs to whole domains, and to none. */
const FOUNDING = ['createDomain', 'changeDomain', 'deleteDomain', 'addAlternateName', 'removeAlternateName']
const OF_EMAIL = OPERATIONS.filter((operation) => isMail(operation) || isForSupers(operation))

let world: NativeWorld
let owner: User
let people: Readonly<Record<Who, Browser>>

type Who = 'standard' | 'limited' | 'limited to nothing' | 'plain' | 'owner of the account' | 'elsewhere'

before(async () => {
  world = await openNativeWorld()
  const here = await world.newAccount()
  owner = (await world.someoneIn(here, [USER_ADMIN])).user
  const as = async (type: AdminType | null, accountId = here, roles: readonly string[] = []) => {
    const { user } = await world.someoneIn(accountId, roles)
    return changeAdminType(world.http.deps, OPERATOR, user.id, type)
  }
  const limited = await as('limited')
  await changeAdministrator(world.http.deps, OPERATOR, limited.id, { areas: MAIL_AREAS })
  people = {
    standard: await world.browserOf(await as('standard')),
    limited: await world.browserOf(limited),
    'limited to nothing': await world.browserOf(await as('limited')),
    plain: await world.browserOf(await as(null)),
    'owner of the account': await world.browserOf(await as(null, here, [USER_ADMIN])),
    elsewhere: await world.browserOf(await as('super', await world.newAccount())),
  }
})
after(() => world.http.close())

/** Own things are asked for without naming anybody: whoever asks is asked about the own account. */
const namesSomething = ({ path }: Operation) => path.includes('{') && !path.startsWith('/users/me/')

/** What each of them is answered; `allowed` is any answer but a refusal for who asks. */
function expected(operation: Operation, who: Who): number | 'allowed' | null {
  if (who === 'elsewhere') {
    if (operation.id === 'createMailbox' || namesSomething(operation)) return 404
    // A domain of the asker's own account, or one that is theirs to name.
    return null
  }
  const isWithin = isMail(operation) && !FOUNDING.includes(operation.id)
  const may = (who === 'standard' || who === 'limited') && isWithin
  return may ? 'allowed' : 403
}

async function ask(operation: Operation, who: Who): Promise<number> {
  await world.prepare(owner, operation)
  await world.browserOf(owner)
  const address = world.addressOf(operation)
  return (await people[who].api(operation.method, address, bodyFor(operation))).statusCode
}

describe('every operation of the e-mail area is for those who are given it, and refused to the others', () => {
  for (const who of [
    'limited to nothing',
    'plain',
    'owner of the account',
    'elsewhere',
    'limited',
    'standard',
  ] as const) {
    for (const operation of OF_EMAIL) {
      const wanted = expected(operation, who)
      if (wanted === null) continue
      test(`${operation.id} by ${who}: ${wanted}`, async () => {
        const status = await ask(operation, who)
        if (wanted === 'allowed') assert.ok(![401, 403, 404].includes(status), String(status))
        else assert.equal(status, wanted)
      })
    }
  }
})

test('the tables above know both halves of the area', () => {
  const ids = OF_EMAIL.map(({ id }) => id)
  for (const id of ['listKeyPairs', 'deleteAdministrator', 'createMailbox', 'listDomains', ...FOUNDING])
    assert.ok(ids.includes(id), id)
})
