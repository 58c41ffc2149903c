import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Client, types } from 'pg'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { aKey, CLOCK, withUser } from '../../../../tests/support/stores.ts'
import { openStore } from '../open.ts'

const skip = postgresMissing()

async function openFor(t: TestContext, url: string) {
  const store = await openStore(url, { clock: CLOCK })
  t.after(() => store.close())
  return store
}

async function asOperator(url: string, statement: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

const END_OTHERS = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

/**
 * A wire to PostgreSQL that can be cut: `onSend` sees what the client sends, and its result says whether the wire is
 * cut right after passing it on.
 */
async function cuttableWire(t: TestContext, url: string, onSend: (text: string) => 'pass' | 'cut') {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    client.on('data', (data) => {
      upstream.write(data)
      if (onSend(data.toString('latin1')) === 'cut') client.destroy()
    })
    upstream.on('data', (data) => client.write(data))
    upstream.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  t.after(stop)
  const wired = new URL(url)
  wired.hostname = '127.0.0.1'
  wired.port = String((server.address() as AddressInfo).port)
  return { url: wired.href, stop }
}

test('a connection lost during COMMIT leaves the outcome unknown, and says so', { skip }, async (t) => {
  const url = await freshDatabase()
  const store = await openFor(t, url)
  const { user, key } = await withUser(store)
  let isCutting = false
  const wire = await cuttableWire(t, url, (text) => (isCutting && /\bcommit\b/.test(text) ? 'cut' : 'pass'))
  const wired = await openFor(t, wire.url)
  const heard: string[] = []
  wired.onChange((userIds) => heard.push(...userIds))
  isCutting = true
  await assert.rejects(wired.keys.end(key.id, 1), { code: 'outcome.unknown' })
  isCutting = false
  assert.deepEqual(heard, [user.id], 'what may have changed is told')
  assert.equal(await wired.users.count(), 1, 'the next request gets a new connection')
})

test('a connection lost before COMMIT has changed nothing, and says that the database is away', {
  skip,
}, async (t) => {
  const url = await freshDatabase()
  const store = await openFor(t, url)
  const { key } = await withUser(store)
  let isCutting = false
  const wire = await cuttableWire(t, url, (text) =>
    isCutting && /update "api_keys"/.test(text) ? 'cut' : 'pass',
  )
  const wired = await openFor(t, wire.url)
  isCutting = true
  await assert.rejects(wired.keys.end(key.id, 1), { code: 'storage.away' })
  assert.deepEqual(await store.keys.byId(key.id), key)
})

test('connections ended by the server while idle are replaced without anybody noticing', {
  skip,
}, async (t) => {
  const url = await freshDatabase()
  const store = await openFor(t, url)
  await Promise.all(Array.from({ length: 5 }, () => store.users.count()))
  await asOperator(url, END_OTHERS)
  let answered: number | undefined
  for (let attempt = 0; attempt < 20 && answered === undefined; attempt++) {
    answered = await store.users.count().catch(() => undefined)
  }
  assert.equal(answered, 0)
})

test('a connection ended in the middle of a transaction fails that transaction alone', {
  skip,
}, async (t) => {
  const url = await freshDatabase()
  const store = await openFor(t, url)
  const failing = store.transaction(async (tx) => {
    await tx.meta.set('name', 'value')
    await asOperator(url, END_OTHERS)
    await tx.meta.set('name', 'other')
  })
  await assert.rejects(failing, { code: 'storage.away' })
  assert.equal(await store.meta.get('name').catch(() => store.meta.get('name')), null)
})

test('a database that is not there is away, for reads and writes', { skip }, async (t) => {
  const wire = await cuttableWire(t, await freshDatabase(), () => 'pass')
  const store = await openFor(t, wire.url)
  await store.meta.set('name', 'value')
  wire.stop()
  await assert.rejects(store.meta.get('name'), { code: 'storage.away' })
  await assert.rejects(store.meta.set('name', 'other'), { code: 'storage.away' })
  await assert.rejects(openStore(wire.url, { clock: CLOCK }), { code: 'storage.away' })
})

test('an unknown host, a wrong password and an unknown database are told without the password', {
  skip,
}, async () => {
  const url = new URL(await freshDatabase())
  const wrong = [
    Object.assign(new URL(url), { hostname: 'keyward.invalid' }),
    Object.assign(new URL(url), { pathname: '/nowhere' }),
  ]
  for (const one of wrong) {
    const tagged = Object.assign(new URL(one), { password: 'hunter2hunter2' })
    const error = await openStore(tagged.href, { clock: CLOCK }).then(
      () => assert.fail('opened'),
      (fault: unknown) => fault,
    )
    assert.ok(error instanceof Error)
    assert.equal('code' in error && error.code, 'storage.away')
    assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}${error.cause}`, /hunter2/)
  }
})

test('settings that endanger commits are warned of, each by name', { skip }, async (t) => {
  const url = await freshDatabase()
  const [server] = await asOperator(url, 'select current_setting($$fsync$$) as fsync')
  const before = await openFor(t, url)
  assert.equal(
    before.warnings.some((text) => text.includes(' fsync ')),
    server.fsync === 'off',
  )
  assert.ok(!before.warnings.some((text) => text.includes('synchronous_commit')))
  await asOperator(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`)
  const after = await openFor(t, url)
  assert.ok(after.warnings.some((text) => text.includes('synchronous_commit = off')))
})

test('other users of the driver keep their column types', { skip }, async (t) => {
  const url = await freshDatabase()
  const store = await openFor(t, url)
  assert.equal(typeof (await store.users.count()), 'number')
  const [row] = await asOperator(url, "select 1::int8 as number, '\\x00'::bytea as bytes")
  assert.equal(typeof row.number, 'string')
  assert.ok(Buffer.isBuffer(row.bytes))
  assert.equal(types.getTypeParser(20)('1'), '1')
})

test('two transactions that wait for each other: one is told to try again, the other goes on', {
  skip,
}, async (t) => {
  const store = await openFor(t, await freshDatabase())
  const { user } = await withUser(store)
  const second = { ...user, id: 'second', name: 'second' }
  await store.users.insert(second)
  const both = Promise.withResolvers<void>()
  let holding = 0
  const hold = (first: string, then: string) =>
    store.transaction(async (tx) => {
      await tx.users.hold(first)
      if (++holding === 2) both.resolve()
      await both.promise
      await tx.users.hold(then)
    })
  const results = await Promise.allSettled([hold(user.id, second.id), hold(second.id, user.id)])
  const refused = results.filter((result) => result.status === 'rejected')
  assert.equal(refused.length, 1)
  assert.equal(refused[0]?.reason.code, 'busy')
})

test('two servers on one database see each other at once', { skip }, async (t) => {
  const url = await freshDatabase()
  const [one, other] = [await openFor(t, url), await openFor(t, url)]
  const { user, key } = await withUser(one)
  for (let round = 0; round < 20; round++) {
    const current = await one.keys.current(user.id)
    assert.ok(current)
    const next = aKey(user)
    await one.transaction(async (tx) => {
      await tx.keys.end(current.id, round)
      await tx.keys.insert(next)
    })
    assert.equal((await other.keys.known(current.digest))?.endsAtMs, round)
    assert.equal((await other.keys.known(next.digest))?.endsAtMs, null)
  }
  assert.equal((await other.keys.byId(key.id))?.endsAtMs, 0)
})
