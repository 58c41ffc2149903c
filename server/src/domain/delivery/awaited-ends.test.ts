import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Core, openCore } from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import { rehearsal } from '../rehearse.ts'

let core: Core
let mail: MailWorld
/** What was written down when somebody was told to end connections. */
let told: (readonly string[])[] = []

before(async () => {
  core = await openCore()
  mail = await mailWorld(core)
  for (const name of ['ann', 'bob']) await mail.mailbox(name)
  const { store, connectionEnder } = core.deps
  connectionEnder.set(async () => {
    // The outer store writes as well: the transaction of the act is over.
    await store.meta.set('told', 'yes')
    told.push((await store.sessionEnds.since(0)).map(({ mask }) => mask))
  })
})
beforeEach(() => {
  told = []
})
after(() => core.close())

const block = (name: string, deps = core.deps) =>
  editMailbox(deps, mail.admin, mail.named(name), { settings: { enabled: false } })

describe('an act that ends connections', () => {
  test('is done, for everybody, before they are ended, and answers after that', async () => {
    await block('ann')
    assert.deepEqual(told, [[mail.at('ann')]])
    await deleteMailbox(core.deps, mail.admin, mail.named('ann'))
    assert.deepEqual(told.at(-1), [mail.at('ann'), mail.at('ann')])
  })

  test('does not end them when it is rehearsed or refused, nor does one that ends none', async () => {
    await block('bob', rehearsal(core.deps))
    await refusedWith('mailbox.not_found', block('nobody'))
    await editMailbox(core.deps, mail.admin, mail.named('bob'), { settings: { displayName: 'Bob' } })
    assert.deepEqual(told, [])
  })

  test('answers as well where nobody ends them', async () => {
    core.deps.connectionEnder.set(null)
    assert.equal((await block('bob')).enabled, false)
  })
})
