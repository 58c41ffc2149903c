import assert from 'node:assert/strict'
import { chmodSync, chownSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { freshPlace, withUser } from './place.ts'

describe('exit codes', () => {
  it('78 for a missing and for a wrong master key, and nothing is written', async () => {
    const place = freshPlace()
    await withUser(place)
    const key = join(place.dataDir, 'master.key')
    const other = freshPlace()
    await withUser(other)
    const before = readFileSync(join(place.dataDir, 'keyward.db'))
    renameSync(key, `${key}.away`)
    for (const make of [
      () => undefined,
      () => writeFileSync(key, readFileSync(join(other.dataDir, 'master.key')), { mode: 0o600 }),
    ]) {
      make()
      for (const words of [['serve'], ['user', 'list'], ['key', 'reset', '--username', 'joe']]) {
        const { exitCode, stderr } = await place.run(words)
        assert.equal(exitCode, 78)
        assert.match(stderr, /^keyward: [^\n]*master[^\n]*\n$/)
      }
      assert.ok(readFileSync(join(place.dataDir, 'keyward.db')).equals(before))
      const doctor = await place.cli(['doctor'])
      assert.equal(doctor.exitCode, 1)
      assert.match(doctor.stdout, /^fail +(database|master key) /m)
    }
  })

  it('78 for a master key that others can read', async () => {
    const place = freshPlace()
    await withUser(place)
    chmodSync(join(place.dataDir, 'master.key'), 0o644)
    const { exitCode, stderr } = await place.cli(['user', 'list'])
    assert.equal(exitCode, 78)
    assert.match(stderr, /chmod 600|only/)
  })

  it('74 for damaged data, which stay as they are', async () => {
    const place = freshPlace()
    await withUser(place)
    const path = join(place.dataDir, 'keyward.db')
    const bytes = readFileSync(path)
    bytes.fill(0x5a, 0, 4_096)
    writeFileSync(path, bytes)
    for (const words of [['serve'], ['user', 'list'], ['backup']]) {
      const { exitCode, stderr } = await place.run(words)
      assert.equal(exitCode, 74)
      assert.match(stderr, /^keyward: The database .* is damaged: [^\n]+restore[^\n]+\n$/)
    }
    assert.ok(readFileSync(path).equals(bytes))
    const doctor = await place.cli(['doctor'])
    assert.equal(doctor.exitCode, 1)
    assert.match(doctor.stdout, /^fail +database .*damaged/m)
  })

  it('78 for an owner whose password is weak, at the first start', async () => {
    const place = freshPlace({ KEYWARD_OWNER_PASSWORD: 'short' })
    const { exitCode, stderr } = await place.run(['serve'])
    assert.equal(exitCode, 78)
    assert.match(stderr, /KEYWARD_OWNER_PASSWORD: Use 15 characters/)
    assert.doesNotMatch(stderr, /short/)
  })
})

describe('a command by root', () => {
  const isRoot = process.getuid?.() === 0
  it("leaves another user's data alone", { skip: !isRoot && 'only root can' }, async () => {
    const place = freshPlace()
    await withUser(place)
    chownSync(place.dataDir, 65_534, 65_534)
    chownSync(join(place.dataDir, 'keyward.db'), 65_534, 65_534)
    const { exitCode, stderr } = await place.cli(['user', 'list'])
    assert.equal(exitCode, 1)
    assert.match(stderr, /sudo -u '#65534'/)
    assert.ok(!existsSync(join(place.dataDir, 'keyward.db-wal')))
  })
})
