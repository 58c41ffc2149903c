import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { freshPlace, withUser } from './place.ts'
import { edit, tamper } from './spoiling.ts'

describe('the audit log on the disk', () => {
  it('shows what was done to the file behind the back of the server', async () => {
    const place = freshPlace()
    await withUser(place)
    assert.equal((await place.cli(['audit', 'verify'])).exitCode, 0)
    tamper(join(place.dataDir, 'keyward.db'))
    const { exitCode, stdout } = await place.cli(['audit', 'verify'])
    assert.equal(exitCode, 1)
    assert.match(stdout, /tampered.*\n.*entry \d+ was changed/s)
    const doctor = await place.cli(['doctor'])
    assert.equal(doctor.exitCode, 1)
    assert.match(doctor.stdout, /^fail +audit log/m)
  })

  it('is compared with the checkpoints that are whole, and the others are told', async () => {
    const place = freshPlace()
    await withUser(place)
    writeFileSync(join(place.dataDir, 'audit-checkpoints.jsonl'), '{"checkpoint":{"chain":"1000')
    const { exitCode, stdout } = await place.cli(['audit', 'verify'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /cut off.*: 1\.\nThe audit log verifies\./)
  })

  it('is exported into a new file alone, and verified without a database', async () => {
    const place = freshPlace()
    const { accountId } = await withUser(place)
    const file = join(place.dataDir, '..', 'log.jsonl')
    const { lines } = await place.json<{ lines: number }>([
      'audit',
      'export',
      '--chain',
      accountId,
      '--to',
      file,
    ])
    assert.equal(readFileSync(file, 'utf8').trimEnd().split('\n').length, lines)
    assert.equal((await place.cli(['audit', 'export', '--to', file])).exitCode, 1)
    const nowhere = freshPlace()
    assert.partialDeepStrictEqual(await nowhere.json(['audit', 'verify', '--export', file]), {
      ok: true,
      entries: lines,
    })
    edit(file, (text) => text.replace('"account.create"', '"account.delete"'))
    assert.equal((await nowhere.cli(['audit', 'verify', '--export', file])).exitCode, 1)
    edit(file, (text) => `${text}not JSON\n`)
    assert.equal((await nowhere.cli(['audit', 'verify', '--export', file])).exitCode, 1)
    assert.ok(!existsSync(nowhere.dataDir))
  })
})
