import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { actionsOf } from '../../../../tests/support/deps.ts'
import { type MailWorld, openMailWorld } from './mail-area-testing.ts'

let world: MailWorld
let count = 0

before(async () => {
  world = await openMailWorld()
})
after(() => world.http.close())

const api = (...call: Parameters<MailWorld['admin']['browser']['api']>) => world.admin.browser.api(...call)
const at = (name: string) => `${name}@${world.admin.domain}`
const fresh = () => at(`list${++count}`)
const outside = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `o${String(from + index).padStart(4, '0')}@else.example`)

describe('a group list', () => {
  test('has settings of its own from the start, or the usual ones', async () => {
    const address = fresh()
    const made = await api('POST', '/lists', { address: address.toUpperCase() })
    assert.equal(made.statusCode, 201, made.body)
    const { createdAt, ...rest } = made.json()
    assert.match(createdAt, /Z$/)
    assert.deepEqual(rest, {
      ...{ address, domain: world.admin.domain, displayName: '', replyTo: 'sender', posting: 'anyone' },
      ...{ members: [], posters: [], maxMessageBytes: 5 * 1_024 * 1_024 },
    })
    const chosen = { displayName: 'News', replyTo: 'list', posting: 'chosen', posters: ['B@else.example'] }
    const other = fresh()
    await api('POST', '/lists', { address: other, ...chosen, members: [at('box')] })
    const shown = (await api('GET', `/lists/${other}`)).json()
    const { displayName, replyTo, posting, posters, members } = shown
    assert.deepEqual(
      { displayName, replyTo, posting, posters, members },
      { ...chosen, posters: ['b@else.example'], members: [at('box')] },
    )
  })

  test('takes members on and off, and says so in the log; what is not named stays', async () => {
    const address = fresh()
    await api('POST', '/lists', { address, displayName: 'News', members: [at('box'), 'a@else.example'] })
    const change = {
      addMembers: ['b@else.example', 'A@else.example'],
      removeMembers: [at('box'), 'none@x.example'],
    }
    const changed = await api('PATCH', `/lists/${address}`, change)
    assert.deepEqual(changed.json().members, ['a@else.example', 'b@else.example'])
    assert.deepEqual(changed.json(), (await api('GET', `/lists/${address}`)).json())
    assert.equal(changed.json().displayName, 'News')
    const settings = await api('PATCH', `/lists/${address}`, { posting: 'members' })
    assert.deepEqual([settings.json().posting, settings.json().members.length], ['members', 2])
    assert.equal((await api('DELETE', `/lists/${address}`)).statusCode, 204)
    assert.equal((await api('GET', `/lists/${address}`)).statusCode, 404)
    const log = await actionsOf(world.http.deps, world.admin.user.accountId)
    assert.deepEqual(log.slice(-4), ['list.create', 'list.update', 'list.update', 'list.delete'])
  })

  test('has 250 members outside at most, taken on at once or one after the other', async () => {
    const address = fresh()
    const made = await api('POST', '/lists', { address, members: outside(0, 250) })
    assert.equal(made.json().members.length, 250)
    const more = await api('PATCH', `/lists/${address}`, { addMembers: outside(250, 251) })
    assert.deepEqual([more.statusCode, more.json().field], [400, 'members'])
    const turned = { addMembers: outside(250, 251), removeMembers: outside(0, 1) }
    assert.equal((await api('PATCH', `/lists/${address}`, turned)).json().members.length, 250)
    assert.equal(
      (await api('POST', '/lists', { address: fresh(), members: outside(0, 251) })).statusCode,
      400,
    )
  })

  test('is a name that is taken, for aliases, mailboxes and lists; free again when it is gone', async () => {
    const address = fresh()
    await api('POST', '/lists', { address })
    assert.equal((await api('POST', '/lists', { address })).statusCode, 409)
    assert.equal((await api('POST', '/aliases', { address, members: [at('box')] })).statusCode, 409)
    assert.equal((await api('POST', '/lists', { address: at('all') })).statusCode, 409)
    // An alias may point to a list.
    assert.equal((await api('POST', '/aliases', { address: fresh(), members: [address] })).statusCode, 201)
    await api('DELETE', `/lists/${address}`)
    assert.equal((await api('POST', '/aliases', { address, members: [at('box')] })).statusCode, 201)
  })

  test('is found by what its address or display name holds, and by member', async () => {
    const address = fresh()
    await api('POST', '/lists', { address, displayName: 'Wanderfreunde', members: ['w@else.example'] })
    const found = async (query: string) =>
      (await api('GET', `/lists?${query}`)).json().items.map((one: { address: string }) => one.address)
    for (const query of ['text=WANDER', `text=${address}`, 'member=w@else.example'])
      assert.deepEqual(await found(query), [address], query)
    assert.deepEqual(await found('text=nothing-like-it'), [])
  })

  test('of a dry run is answered and not there, and one request makes one list', async () => {
    const body = { address: fresh(), members: [at('box')] }
    await changingNothing(world.http, async () => {
      assert.equal((await api('POST', '/lists?dryRun=true', body)).json().address, body.address)
      await api('PATCH', `/lists/${at('news')}?dryRun=true`, { removeMembers: [at('box')] })
      assert.equal((await api('DELETE', `/lists/${at('news')}?dryRun=true`)).statusCode, 204)
    })
    const key = { 'idempotency-key': body.address }
    const first = await api('POST', '/lists', body, key)
    assert.deepEqual((await api('POST', '/lists', body, key)).json(), first.json())
    assert.equal((await api('POST', '/lists', { ...body, members: [] }, key)).statusCode, 409)
  })
})

describe('what is refused of a group list', () => {
  test('names the field, and changes nothing', async () => {
    const refusals: readonly (readonly [body: object, field: string])[] = [
      [{ members: [at('nobody')] }, 'members'],
      [{ members: ['nonsense'] }, 'members'],
      [{ members: ['x@'] }, 'members'],
      [{ posters: ['nonsense'] }, 'posters'],
      [{ displayName: 'a\nb' }, 'displayName'],
      [{ displayName: 'x'.repeat(256) }, 'displayName'],
      [{ replyTo: 'nobody' }, 'replyTo'],
      [{ posting: 'Everyone' }, 'posting'],
    ]
    await changingNothing(world.http, async () => {
      for (const [body, field] of refusals) {
        const answer = await api('POST', '/lists', { address: at('x'), ...body })
        assert.deepEqual([answer.statusCode, answer.json().field], [400, field], JSON.stringify(body))
      }
      const self = await api('PATCH', `/lists/${at('news')}`, { addMembers: [at('news')] })
      assert.deepEqual([self.statusCode, self.json().field], [400, 'members'])
    })
  })

  test('is 404 for one of another account, and 403 without a part in e-mail', async () => {
    const nobody = await world.someone(null)
    await changingNothing(world.http, async () => {
      for (const [method, body] of [['GET'], ['PATCH', { posting: 'anyone' }], ['DELETE']] as const) {
        assert.equal((await api(method, `/lists/news@${world.elsewhere.domain}`, body)).statusCode, 404)
        assert.equal((await nobody.browser.api(method, `/lists/${at('news')}`, body)).statusCode, 403)
      }
      assert.equal((await nobody.browser.api('GET', '/lists')).statusCode, 403)
      assert.equal((await nobody.browser.api('POST', '/lists', { address: at('y') })).statusCode, 403)
    })
    assert.equal(
      (await api('GET', '/lists'))
        .json()
        .items.some((one: { address: string }) => one.address.endsWith(world.elsewhere.domain)),
      false,
    )
  })
})
