import { plainCell } from '../../lib/delimited-text.ts'
import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { MAX_ACCOUNT_USERS, roomForUsers } from '../users/account-limit.ts'
import { createUser } from '../users/create-user.ts'
import { checkEmail } from '../users/email.ts'
import { inviteWithin } from '../users/invite-user.ts'
import { LOOKS_TAKEN, lookOf, looksTaken } from '../users/look.ts'
import { requireGivable } from '../users/managing.ts'
import { checkUserName } from '../users/name-fault.ts'
import { normaliseUserName } from '../users/user.ts'
import { guessFields, type Mapping, USER_FIELDS, USER_NAMES } from './fields.ts'
import { invalid } from './mailbox-row.ts'
import type { ImportRow, ImportSort, RowAct, RowFault } from './sort.ts'

/** An account has a hundred; staff may bring more, file by file. */
const MAX_ROWS = 1_000

/** People of the account: each is made and invited. Those who are there stay as they are. */
export const USERS: ImportSort = {
  kind: 'user.import',
  fields: USER_FIELDS,
  guess: (columns) => guessFields(columns, USER_FIELDS, USER_NAMES),
  key: 'username',
  word: 'user',
  maxRows: MAX_ROWS,
  keyMissing: 'Say which column has the user names.',
  read: userRow,
  judge: async (stores, { actor, accountId }, rows) => {
    const accounts = await accountsOf(stores, rows)
    const faults = await roleFaults(stores, actor, rows)
    const alike = new Set<string>()
    for (const { name } of rows) if (await looksTaken(stores, name)) alike.add(name)
    const room = await roomForUsers(stores, actor, accountId)
    const looks = new Set<string>()
    let made = 0
    return ({ name, needs }) => {
      const there = accounts.get(name)
      if (there !== undefined) return there === accountId || TAKEN
      if (alike.has(name) || looks.has(lookOf(name) ?? '')) return LOOKS_LIKE_ANOTHER
      looks.add(lookOf(name) ?? name)
      const fault = needs.map((role) => faults.get(role)).find((one) => one !== undefined)
      return fault ?? (++made > room ? FULL : false)
    }
  },
  // Whoever is there stays as they are.
  unchanged: async (_, __, rows) => rows,
}

const TAKEN: RowFault = { code: 'user.exists', field: 'username', message: 'The name is taken.' }
const LOOKS_LIKE_ANOTHER: RowFault = { code: 'user.exists', field: 'username', message: LOOKS_TAKEN }
const FULL: RowFault = {
  ...{ code: 'actor.forbidden', field: 'username' },
  message: `An account has ${MAX_ACCOUNT_USERS} users at most.`,
}

function userRow(cells: readonly string[], mapping: Mapping): ImportRow {
  const textOf = (field: Mapping[number]) => plainCell(cells[mapping.indexOf(field)] ?? '').trim()
  const username = textOf('username')
  if (username === '') throw invalid('username', 'The user name is missing.')
  checkUserName(username)
  const email = textOf('email') === '' ? null : checkEmail(textOf('email'))
  const roles = [
    ...new Set(
      textOf('roles')
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ]
  const prepare: ImportRow['prepare'] = async (_, accountId) =>
    importUser({ accountId, name: username, email, roles })
  return {
    name: normaliseUserName(username),
    address: null,
    password: null,
    settings: {},
    needs: roles,
    prepare,
  }
}

function importUser(given: Parameters<typeof createUser>[3]): RowAct {
  return async (deps, actor) => {
    const there = await deps.store.users.byName(given.name)
    if (there?.accountId === given.accountId) return 'unchanged'
    const { user } = await createUser(deps, deps.store, actor, given)
    await inviteWithin(deps, deps.store, actor, user)
    return 'created'
  }
}

/** The account of each name that there is. */
async function accountsOf(
  { users }: Stores,
  rows: readonly ImportRow[],
): Promise<ReadonlyMap<string, string>> {
  const accounts = new Map<string, string>()
  for (const { name } of rows) {
    const user = await users.byName(name)
    if (user) accounts.set(name, user.accountId)
  }
  return accounts
}

/** Roles that there are not, or that are not the actor's to give. */
async function roleFaults(stores: Stores, actor: Actor, rows: readonly ImportRow[]) {
  const faults = new Map<string, RowFault>()
  for (const role of new Set(rows.flatMap(({ needs }) => needs))) {
    try {
      await requireGivable(stores, actor, [role])
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const { code, facts } = error
      faults.set(role, { code, field: 'roles', message: facts.reason ?? `${role} is not yours to give.` })
    }
  }
  return faults
}
