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
const name = () => `alias${++count}`
const make = async (address: string, members = [at('box')]) => {
  const made = await api('POST', '/aliases', { address, members })
  assert.equal(made.statusCode, 201, made.body)
  return made.json()
}

describe('an alias', () => {
  test('is made, shown, changed and deleted, each once in the log', async () => {
    const address = at(name())
    const made = await make(address.toUpperCase(), [at('box').toUpperCase(), 'o@else.example'])
    const members = [at('box'), 'o@else.example']
    assert.deepEqual(made, { address, domain: world.admin.domain, members })
    assert.deepEqual((await api('GET', `/aliases/${address}`)).json(), made)
    const changed = await api('PATCH', `/aliases/${encodeURIComponent(address)}`, { members: [at('box')] })
    assert.deepEqual([changed.statusCode, changed.json().members], [200, [at('box')]])
    assert.equal((await api('DELETE', `/aliases/${address}`)).statusCode, 204)
    assert.equal((await api('GET', `/aliases/${address}`)).statusCode, 404)
    const log = await actionsOf(world.http.deps, world.admin.user.accountId)
    assert.deepEqual(log.slice(-3), ['alias.create', 'alias.update', 'alias.delete'])
  })

  test('that would lead back to itself is refused at its members', async () => {
    const [first, second] = [at(name()), at(name())]
    await make(first)
    await make(second, [first])
    const refused = await api('PATCH', `/aliases/${first}`, { members: [second] })
    assert.equal(refused.statusCode, 400)
    const { detail, errors } = refused.json()
    const words = `Mail would go round: ${second} leads back to ${first}.`
    assert.ok([detail, JSON.stringify(errors)].join().includes(words), refused.body)
    assert.match(refused.body, /"members"/)
  })

  test('is listed by address, page by page, each once, with how many there are', async () => {
    const names = [name(), name(), name(), name(), name()].map((one) => at(`page-${one}`))
    for (const address of names.toReversed()) await make(address)
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { total: number; next: string | null; items: { address: string }[] } = (
        await api('GET', `/aliases?text=PAGE-&limit=2${next && `&after=${next}`}`)
      ).json()
      assert.equal(page.total, 5)
      seen.push(...page.items.map(({ address }) => address))
      next = page.next
    }
    assert.deepEqual(seen, names.toSorted())
  })

  test('is found by domain and by member; a search sign is a letter like any other', async () => {
    const address = at(name())
    await make(address, ['only-here@else.example'])
    const items = async (query: string) => (await api('GET', `/aliases?${query}`)).json().items
    const shown = { address, memberCount: 1, singleMember: 'only-here@else.example' }
    assert.deepEqual(await items('member=Only-Here@else.example'), [shown])
    assert.deepEqual(await items('member=only'), [])
    assert.deepEqual(await items('text=%25'), [])
    assert.ok((await items(`domain=${world.admin.domain}`)).length > 0)
    assert.equal((await api('GET', `/aliases?domain=${world.elsewhere.domain}`)).statusCode, 404)
  })

  test('of a dry run is answered and not there', async () => {
    const address = at(name())
    await changingNothing(world.http, async () => {
      const tried = await api('POST', '/aliases?dryRun=true', { address, members: [at('box')] })
      assert.deepEqual([tried.statusCode, tried.json().address], [201, address])
      const [all] = [at('all')]
      const changed = await api('PATCH', `/aliases/${all}?dryRun=true`, { members: ['o@else.example'] })
      assert.deepEqual(changed.json().members, ['o@else.example'])
      assert.equal((await api('DELETE', `/aliases/${all}?dryRun=true`)).statusCode, 204)
      const refused = await api('POST', '/aliases?dryRun=true', { address: all, members: [at('box')] })
      assert.equal(refused.statusCode, 409)
    })
  })

  test('is made once by the same Idempotency-Key, also after it was deleted; not by another request', async () => {
    const body = { address: at(name()), members: [at('box')] }
    const key = { 'idempotency-key': `k-${body.address}` }
    const first = await api('POST', '/aliases', body, key)
    const again = await api('POST', '/aliases', body, key)
    assert.deepEqual([again.statusCode, again.json()], [201, first.json()])
    await api('DELETE', `/aliases/${body.address}`)
    assert.equal((await api('POST', '/aliases', body, key)).statusCode, 201)
    assert.equal((await api('GET', `/aliases/${body.address}`)).statusCode, 404)
    const other = await api('POST', '/aliases', { ...body, members: ['o@else.example'] }, key)
    assert.deepEqual([other.statusCode, other.json().code], [409, 'conflict'])
  })
})

describe('what is refused of an alias', () => {
  test('names the field, and changes nothing', async () => {
    const outside = Array.from({ length: 5 }, (_, index) => `o${index}@else.example`)
    const refusals: readonly (readonly [
      address: string,
      members: readonly string[],
      status: number,
      field?: string,
    ])[] = [
      [at('all'), [at('box')], 409],
      [at('box'), [at('box')], 409],
      [at('news'), [at('box')], 409],
      [at('-x'), [at('box')], 400, 'name'],
      [at('x'), [], 400, 'members'],
      [at('x'), ['nonsense'], 400, 'members'],
      [at('x'), [at('nobody')], 400, 'members'],
      [at('x'), [at('x')], 400, 'members'],
      [at('x'), outside, 400, 'members'],
      ['x@nowhere.example', [at('box')], 404],
      [`x@${world.elsewhere.domain}`, [at('box')], 404],
      ['x', [at('box')], 404],
    ]
    await changingNothing(world.http, async () => {
      for (const [address, members, status, field] of refusals) {
        const answer = await api('POST', '/aliases', { address, members })
        assert.deepEqual([answer.statusCode, answer.json().field], [status, field], `${address} ${members}`)
      }
    })
  })

  test('is the same for one of another account as for one that is not there (S-52)', async () => {
    const theirs = `all@${world.elsewhere.domain}`
    const likeness = ({ statusCode, body }: Awaited<ReturnType<typeof api>>) => [
      statusCode,
      { ...JSON.parse(body), requestId: '' },
    ]
    await changingNothing(world.http, async () => {
      for (const [method, body] of [
        ['GET'],
        ['PATCH', { members: ['a@else.example'] }],
        ['DELETE'],
      ] as const) {
        const other = likeness(await api(method, `/aliases/${theirs}`, body))
        assert.deepEqual(other, likeness(await api(method, '/aliases/all@nowhere.example', body)))
        assert.equal(other[0], 404)
      }
    })
  })

  test('is 403 to who has no part in e-mail, while a standard administrator may', async () => {
    const [nobody, standard, limited] = [
      await world.someone(null),
      await world.someone('standard'),
      await world.someone('limited'),
    ]
    for (const { browser } of [nobody, limited]) {
      for (const [method, path, body] of [
        ['GET', '/aliases'],
        ['GET', `/aliases/${at('all')}`],
        ['POST', '/aliases', { address: at('y'), members: [at('box')] }],
        ['DELETE', `/aliases/${at('all')}`],
      ] as const)
        assert.equal((await browser.api(method, path, body)).statusCode, 403, `${method} ${path}`)
    }
    const made = await standard.browser.api('POST', '/aliases', { address: at(name()), members: [at('box')] })
    assert.equal(made.statusCode, 201)
  })
})
