import { type Core, panelActor } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import type { UserActor } from '../actor.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { addDomain } from '../domains/add-domain.ts'
import { addMailbox } from '../mailboxes/add-mailbox.ts'
import { findJob, listJobRows } from './read-jobs.ts'

export const GOOD_PASSWORD = 'Str0ng-enough'
let made = 0

/** A super administrator with a domain that has a mailbox `old`. */
export async function jobsAdministrator(core: Core) {
  const accountId = await core.account()
  const { user } = await core.person(undefined, accountId)
  const actor: UserActor = panelActor(
    await changeAdminType(core.deps, OPERATOR, user.id, 'super'),
    core.clock.now(),
  )
  const domain = `jobs${++made}.example`
  const place = { accountId, domain }
  await addDomain(core.deps, OPERATOR, { accountId, name: domain })
  const add = (name: string) =>
    addMailbox(core.deps, OPERATOR, {
      ...place,
      name,
      password: GOOD_PASSWORD,
      settings: {},
      recoverDeleted: false,
    })
  await add('old')
  const at = (name: string) => core.deps.store.mailboxes.byAddress(accountId, `${name}@${domain}`)
  const jobNow = (id: string) => findJob(core.deps.store, actor, accountId, id)
  const rowsOf = async (id: string) =>
    (await listJobRows(core.deps, actor, { accountId, id }, { state: null, after: 0, limit: 1_000 })).map(
      ({ number, state, outcome, field }) => [number, state, outcome, field],
    )
  return { actor, accountId, domain, place, add, at, jobNow, rowsOf }
}
