import type { User } from '../../server/src/domain/users/user.ts'
import type { NativeWorld } from './native.ts'
import { MAIL_BODIES } from './native-mail.ts'
import type { Operation } from './native-operations.ts'

/** How refusals come about that only operations about mail give. */

/** Somebody of the same account who is no administrator. */
export async function forbidden(world: NativeWorld, owner: User, operation: Operation) {
  await world.prepare(owner, operation)
  const { user } = await world.someoneIn(owner.accountId)
  return world.call(await world.browserOf(user), operation)
}

export async function notFound(world: NativeWorld, owner: User, operation: Operation) {
  await world.prepare(owner, operation)
  const browser = await world.browserOf(owner)
  if (/^(?:list|export)(?:Aliases|GroupLists)$/.test(operation.id))
    return world.call(browser, operation, { query: '?domain=nobodys.example' })
  if (operation.path.includes('{')) return world.call(browser, operation, { isNameless: true })
  if (operation.method === 'GET') return world.call(browser, operation, { query: '?account=999999' })
  const body = MAIL_BODIES[operation.id]
  if (/Import$|^startJob$/.test(operation.id))
    return world.call(browser, operation, { body: { ...body, domain: 'nobodys.example' } })
  const elsewhere = operation.id === 'createDomain' ? { account: '999999' } : { address: 'x@nobodys.example' }
  return world.call(browser, operation, { body: { ...body, ...elsewhere } })
}

/** A name that is taken, or a domain that is in use. */
export async function conflict(world: NativeWorld, owner: User, operation: Operation) {
  await world.prepare(owner, operation)
  const browser = await world.browserOf(owner)
  const { accountId } = owner
  const [taken, other] = [`d${accountId}.example`, `e${accountId}.example`]
  const password = 'Str0ng-enough'
  if (operation.id.endsWith('Job') && operation.path.includes('{')) {
    await world.call(browser, operation)
    return world.call(browser, operation)
  }
  if (['startImport', 'startJob'].includes(operation.id)) {
    const headers = { 'idempotency-key': 'click' }
    await world.call(browser, operation, { headers })
    return world.call(browser, operation, { headers, body: { ...MAIL_BODIES[operation.id], domain: other } })
  }
  if (['createAlias', 'createGroupList'].includes(operation.id)) {
    const body = { address: `box@${taken}`, members: [] }
    return world.call(browser, operation, { body })
  }
  if (operation.id === 'createDomain') return world.call(browser, operation, { body: { name: taken } })
  if (operation.id === 'createMailbox')
    return world.call(browser, operation, { body: { address: `box@${taken}`, password } })
  if (operation.id === 'deleteDomain') {
    await browser.api('POST', '/mailboxes', { address: `a@${other}`, password })
    return world.call(browser, operation)
  }
  if (operation.id === 'addAlternateName') return world.call(browser, operation, { body: { name: other } })
  const address = operation.id === 'restoreMailbox' ? `gone@${taken}` : `other@${taken}`
  await browser.api('POST', '/mailboxes', { address, password })
  return world.call(browser, operation, operation.id === 'restoreMailbox' ? {} : { body: { name: 'other' } })
}
