import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { NewUser, Place } from './place.ts'

interface Pair {
  readonly username: string
  readonly userKey: string
  readonly secretKey: string
}

/** What the commands of the e-mail area do and print. @param at to be asked within a test only */
export function emailCommands(at: () => { readonly place: Place; readonly accountId: string }): void {
  it('admin-key generate and show print exactly what scripts expect, for super administrators', async () => {
    const { place, accountId } = at()
    const create = ['user', 'create', '--account', accountId, '--username', 'mia']
    const mia = await place.json<NewUser>([...create, '--admin-type', 'super'])
    assert.deepEqual(Object.keys(mia), ['accountId', 'userId', 'username', 'apiKey'])
    const pair = await place.json<Pair>(['admin-key', 'generate', '--username', 'MIA'])
    assert.deepEqual(Object.keys(pair), ['userId', 'username', 'userKey', 'secretKey'])
    assert.equal(pair.username, 'mia')
    assert.match(pair.userKey, /^[A-Za-z0-9+/]{20}$/)
    assert.match(pair.secretKey, /^[A-Za-z0-9+/]{40}$/)
    assert.deepEqual(await place.json(['admin-key', 'show', '--username', 'mia']), pair)
    const set = ['admin-key', 'set', '--username', 'mia']
    assert.deepEqual(await place.json([...set, '--clock', 'static', '--reads', '9000']), {
      ...{ userId: mia.userId, username: 'mia', userKey: pair.userKey, clockCheck: 'static' },
      limits: { read: 9_000, write: 300, domainWrite: 60 },
    })
    const next = await place.json<Pair>(['admin-key', 'generate', '--username', 'mia'])
    assert.notEqual(next.secretKey, pair.secretKey)
    const { stdout } = await place.cli(['user', 'list', '--account', accountId])
    assert.match(stdout, /mia .* super /)
    const demoted = await place.json<object>(['user', 'admin-type', '--username', 'mia', '--type', 'none'])
    assert.partialDeepStrictEqual(demoted, { username: 'mia', adminType: null })
    const refused = await place.cli(['admin-key', 'show', '--username', 'mia'])
    assert.deepEqual([refused.exitCode, refused.stdout], [1, ''])
    await place.cli(['user', 'delete', '--username', 'mia', '--yes'])
  })

  it('domain add, list and remove print exactly what scripts expect', async () => {
    const { place, accountId } = at()
    const name = 'commands.example'
    const shape = { accountId, name, mailboxes: 0, maxMailboxes: null, mailboxSizeMb: 25_600 }
    const add = ['domain', 'add', '--account', accountId, '--name']
    assert.deepEqual(await place.json([...add, 'Commands.EXAMPLE']), shape)
    const small = [...add, 'small.example', '--max-mailboxes', '5', '--mailbox-size', '100']
    assert.partialDeepStrictEqual(await place.json(small), { maxMailboxes: 5, mailboxSizeMb: 100 })
    const again = await place.cli([...add, name])
    assert.deepEqual([again.exitCode, again.stderr], [1, 'keyward: There is such a domain already.\n'])
    const listed = await place.json<object[]>(['domain', 'list', '--account', accountId])
    assert.deepEqual(listed[0], shape)
    const removed = { accountId, name, removed: true }
    assert.deepEqual(await place.json(['domain', 'remove', '--name', name]), removed)
    assert.equal((await place.cli(['domain', 'remove', '--name', name])).exitCode, 1)
    await place.json(['domain', 'remove', '--name', 'small.example'])
    const { stdout } = await place.cli(['domain', 'list', '--account', accountId])
    assert.match(stdout, /^There are no e-mail domains\./)
  })
}
