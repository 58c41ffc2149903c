import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { useServed } from './testing.ts'

// What people read. What programs read is compared in tests/cli.

const served = useServed()
const fileIn = (name: string) => join(served.test.dataDir, name)

describe('the catalog', () => {
  it('says what to do when it is empty', async () => {
    assert.match(
      await served.text('service list'),
      /^The catalog is empty\.\n\nNext: keyward service add --name/,
    )
    assert.equal(await served.text('service rules'), 'No rules: every good credential is let in.\n')
  })

  it('lists endpoints, without a region too, and counts what goes', async () => {
    const add = 'service add --name files --type object-store --url https://files.example'
    const added = await served.text(`${add} --region dfw`)
    assert.match(added, /^ID +NAME +TYPE +REGION +ADDRESS\n1 +files +object-store +DFW +https/)
    assert.ok(added.endsWith('\n\nEvery login returns it from now on.\n'))
    await served.text(`${add} --region ord`)
    await served.text('service add --name clock --type time --url https://clock.example')
    assert.match(await served.text('service list'), /^3 +clock +time +- +https:\/\/clock\.example$/m)
    assert.equal(await served.text('service remove --name files --region ORD'), 'Removed 1 endpoint.\n')
    await served.text(`${add} --region ord`)
    assert.equal(await served.text('service remove --name files'), 'Removed 2 endpoints.\n')
  })

  it('has rules whose methods and paths are read back as they are meant', async () => {
    await served.text('role add --name files:reader --description Reads')
    const allow = 'service allow --name clock --role files:reader'
    const closed = await served.text(`${allow} --method get --method HEAD --path /v1/*`)
    assert.match(closed, /^[0-9a-f]{32} +clock +GET,HEAD +\/v1\/\* +files:reader$/m)
    assert.match(closed, /\n\nWhoever no rule of clock names is refused now\.\n$/)
    assert.match(await served.text(allow), /^[0-9a-f]{32} +clock +any +\/\*\* +files:reader$/m)
    const rules = (await served.text('service rules --name clock')).trimEnd().split('\n')
    assert.equal(rules.length, 3)
    const id = rules[1]?.split(' ')[0] ?? ''
    assert.equal(await served.text(`service disallow --id ${id}`), 'Removed.\n')
    assert.equal((await served.text('service rules')).trimEnd().split('\n').length, 2)
  })
})

describe('roles', () => {
  it('are listed with who may give them, and counted where they go', async () => {
    await served.text('role add --name night:watch --operators-only')
    const list = await served.text('role list')
    assert.match(list, /^ID +NAME +GIVEN +DESCRIPTION\n/)
    assert.match(list, / files:reader +accounts +Reads$/m)
    assert.match(list, / night:watch +operators$/m)
    assert.match(list, / identity:user-admin +by rank/m)
    assert.equal(await served.text('role remove --name night:watch'), 'Removed, from 0 users.\n')
    await served.text('user create --account 100001 --username ann --role files:reader')
    assert.equal(await served.text('role remove --name files:reader'), 'Removed, from 1 user.\n')
    assert.equal((await served.run('role remove --name files:reader')).exitCode, 1)
  })

  it('that are made say what they are, as programs read it', async () => {
    const json = await served.json<object>(['role', 'add', '--name', 'x', '--description', 'two words'])
    assert.partialDeepStrictEqual(json, { name: 'x', description: 'two words', builtIn: false })
  })
})

describe('the audit log', () => {
  it('is written into a new file for its owner alone, line by line as to standard output', async () => {
    const [first, second] = [
      await served.text('audit export'),
      await served.text('audit export --to log.jsonl'),
    ]
    const lines = readFileSync(fileIn('log.jsonl'), 'utf8')
    // Each export but the first tells of nothing new: an export leaves no entry.
    assert.equal(lines, first)
    assert.equal(second, `Wrote ${lines.trimEnd().split('\n').length} lines to log.jsonl.\n`)
    assert.equal(statSync(fileIn('log.jsonl')).mode & 0o777, 0o600)
  })

  it('that cannot be exported leaves no file, so that the next attempt finds its place free', async () => {
    const { exitCode, stderr } = await served.run('audit export --chain 999999 --to chain.jsonl')
    assert.deepEqual([exitCode, stderr], [1, 'keyward: The log has no chain 999999.\n'])
    assert.ok(!existsSync(fileIn('chain.jsonl')))
    await served.text('audit export --chain 100001 --to chain.jsonl')
    const chains = readFileSync(fileIn('chain.jsonl'), 'utf8').trimEnd().split('\n')
    assert.ok(chains.every((line) => JSON.parse(line).chain === '100001'))
  })

  it('is never written over a file that is there', async () => {
    const before = readFileSync(fileIn('chain.jsonl'))
    const { exitCode, stderr } = await served.run('audit export --to chain.jsonl')
    assert.equal(exitCode, 1)
    assert.match(stderr, /chain\.jsonl cannot be written as a new file \(EEXIST\)/)
    assert.deepEqual(readFileSync(fileIn('chain.jsonl')), before)
  })

  it('verifies, with the number of what was looked at', async () => {
    const verified = await served.text('audit verify')
    assert.match(verified, /^Followed \d+ entries in 2 chains\.\nThe audit log verifies\.\n$/)
    const fresh = await served.text('audit export')
    assert.ok(verified.startsWith(`Followed ${fresh.trimEnd().split('\n').length} entries`))
  })

  const NO_DAYS = ['2026-02-31', '2026-02-29', '2026-04-31T00:00Z', '2026-00-10', '2026-1-1', '26-01-01']
  for (const day of [...NO_DAYS, 'yesterday', '2026-01-01T10:00', '2026-01-01 ', '+2026-01-01']) {
    it(`is not pruned before ${day}, which is no day`, async () => {
      const { exitCode, stderr } = await served.run(['audit', 'prune', '--before', day, '--yes'])
      assert.deepEqual([exitCode, stderr], [2, 'keyward: --before: write a day such as 2026-01-31.\n'])
    })
  }

  for (const day of ['2024-02-29', '2020-01-01', '2020-01-01T10:00:00+02:00', '2020-12-31T23:59Z']) {
    it(`is pruned before ${day}, as far as a checkpoint goes`, async () => {
      const text = await served.text(['audit', 'prune', '--before', day, '--yes'])
      assert.match(text, /^Nothing was removed: no chain has a checkpoint that is old enough\./)
    })
  }
})

describe('keys of the installation', () => {
  it('are rotated with a count of what was done, and a second time of nothing', async () => {
    const first = await served.text('data-keys rotate')
    assert.match(first, /^New data keys +2$/m)
    assert.match(first, /^Renewed rows +2$/m)
    assert.match(first, /\n\nAll data keys were rotated\./)
    const rotated = await served.text('master-key rotate')
    const [, next] = /^Master key +([0-9a-f]+)$/m.exec(rotated) ?? []
    assert.match(await served.text('master-key rotate'), new RegExp(`^Before it +${next}$`, 'm'))
  })

  it('S-25 are not recovered while a server runs', async () => {
    const { exitCode, stdout, stderr } = await served.run('master-key recover --yes')
    assert.deepEqual([exitCode, stdout], [1, ''])
    assert.equal(stderr, 'keyward: "keyward recover" needs the data to itself. Stop the server first.\n')
  })
})

describe('mail', () => {
  it('is not tried where no mail server is set', async () => {
    const { exitCode, stderr } = await served.run('mail test joe@example.com')
    assert.deepEqual([exitCode, stderr], [1, 'keyward: No mail server is set: KEYWARD_SMTP_URL names it.\n'])
  })
})
