import assert from 'node:assert/strict'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { freshDatabase, postgresMissing } from '../support/postgres.ts'
import { startServer } from '../support/server.ts'
import { accepts, freshPlace, type NewUser, type Place, placeAt, withUser } from './place.ts'
import { edit, tamper } from './spoiling.ts'

interface MadeBackup {
  readonly file: string
  readonly manifestFile: string
}

describe('a backup', () => {
  it('is made beside a server that goes on answering, and holds nothing secret in the clear', async (t) => {
    const place = freshPlace()
    const server = await startServer({ dataDir: place.dataDir })
    t.after(() => server.stop())
    const user = await withUser(place)
    const { file, manifestFile } = await place.json<MadeBackup>(['backup'])
    assert.ok(await accepts(server.url, user.apiKey))
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(statSync(manifestFile).mode & 0o777, 0o600)
    const masterKey = /^[0-9a-f]{64}|[A-Za-z0-9+/_-]{43}=?$/m.exec(
      readFileSync(join(place.dataDir, 'master.key'), 'utf8'),
    )?.[0]
    assert.ok(masterKey)
    for (const path of [file, manifestFile]) {
      const bytes = readFileSync(path)
      assert.ok(!bytes.includes(user.apiKey))
      assert.ok(!bytes.includes(Buffer.from(user.apiKey, 'hex')))
      assert.ok(!bytes.includes(masterKey))
      assert.ok(!bytes.includes(Buffer.from(masterKey, masterKey.length === 64 ? 'hex' : 'base64')))
    }
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
    assert.deepEqual(Object.keys(manifest).sort(), [
      'auditHeads',
      'bytes',
      'counts',
      'createdAt',
      'format',
      'keyCheck',
      'schema',
      'sha256',
    ])
    assert.equal(manifest.counts.users, 2)
  })

  it('goes where the caller stands, and never over another one', async () => {
    const place = freshPlace()
    await withUser(place)
    const target = join(place.dataDir, '..', 'elsewhere')
    const made = await Promise.all([1, 2, 3].map(() => place.json<MadeBackup>(['backup', '--to', target])))
    assert.equal(new Set(made.map(({ file }) => file)).size, 3)
    assert.ok(made.every(({ file }) => file.startsWith(target) && existsSync(file)))
    assert.ok(!readdirSync(target).some((name) => name.includes('unfinished')))
  })

  it('on PostgreSQL is left to its own tools', { skip: postgresMissing() }, async () => {
    const place = freshPlace({ KEYWARD_DATABASE_URL: await freshDatabase() })
    await withUser(place)
    const backup = await place.cli(['backup'])
    assert.equal(backup.exitCode, 1)
    assert.match(backup.stderr, /pg_dump/)
    const restore = await place.cli(['restore', 'some.db'])
    assert.equal(restore.exitCode, 1)
    assert.match(restore.stderr, /restore --in-place/)
  })
})

/** A user, a backup, and then a reset that the backup knows nothing of. */
async function resetAfterBackup(place: Place) {
  const user = await withUser(place)
  const backup = await place.json<MadeBackup>(['backup'])
  const later = await place.json<NewUser>(['key', 'reset', '--username', 'joe'])
  return { user, backup, later }
}

async function serverOn(t: TestContext, place: Place) {
  const server = await startServer({ dataDir: place.dataDir })
  t.after(() => server.stop())
  return server
}

describe('a restore', () => {
  it('refuses every key until it is reset, the revoked one above all (S-A6)', async (t) => {
    const place = freshPlace()
    const { user, backup, later } = await resetAfterBackup(place)
    const restored = await place.json<{ unconfirmedKeys: number; replacedFile: string }>([
      'restore',
      backup.file,
    ])
    assert.equal(restored.unconfirmedKeys, 1)
    assert.ok(existsSync(restored.replacedFile))
    const server = await serverOn(t, place)
    assert.ok(!(await accepts(server.url, user.apiKey)))
    assert.ok(!(await accepts(server.url, later.apiKey)))
    const next = await place.json<NewUser>(['key', 'reset', '--username', 'joe'])
    assert.ok(await accepts(server.url, next.apiKey))
    assert.ok(!(await accepts(server.url, user.apiKey)))
  })

  it('lets the keys work when the operator says that nothing was revoked, later and beside a server', async (t) => {
    const place = freshPlace()
    const { user, backup } = await resetAfterBackup(place)
    await place.json(['restore', backup.file])
    const server = await serverOn(t, place)
    assert.ok(!(await accepts(server.url, user.apiKey)))
    assert.deepEqual(await place.json(['restore', '--trust-revocations']), { confirmedKeys: 1 })
    assert.ok(await accepts(server.url, user.apiKey))
  })

  it('lets the keys work at once with --trust-revocations', async (t) => {
    const place = freshPlace()
    const { user, backup, later } = await resetAfterBackup(place)
    assert.partialDeepStrictEqual(await place.json(['restore', backup.file, '--trust-revocations']), {
      unconfirmedKeys: 0,
    })
    const server = await serverOn(t, place)
    assert.ok(await accepts(server.url, user.apiKey))
    assert.ok(!(await accepts(server.url, later.apiKey)))
  })

  it('is in the audit log, which still verifies', async () => {
    const place = freshPlace()
    const { backup } = await resetAfterBackup(place)
    await place.json(['restore', backup.manifestFile])
    await place.json(['restore', '--trust-revocations'])
    const { stdout } = await place.cli(['audit', 'export', '--chain', 'system'])
    assert.match(stdout, /"action":"data\.restore".*"trusted":false/)
    assert.match(stdout, /"action":"data\.trust_revocations"/)
    assert.partialDeepStrictEqual(await place.json(['audit', 'verify']), { ok: true })
  })

  it('works where the data are lost or damaged', async () => {
    const place = freshPlace()
    const { user, backup } = await resetAfterBackup(place)
    const elsewhere = freshPlace()
    mkdirSync(elsewhere.dataDir, { mode: 0o700 })
    copyFileSync(join(place.dataDir, 'master.key'), join(elsewhere.dataDir, 'master.key'))
    assert.partialDeepStrictEqual(await elsewhere.json(['restore', backup.file]), { replacedFile: null })
    assert.partialDeepStrictEqual(await elsewhere.json(['key', 'show', '--username', 'joe']), {
      apiKey: user.apiKey,
    })
    const database = join(place.dataDir, 'keyward.db')
    writeFileSync(database, readFileSync(database).fill(0x5a, 0, 8_192))
    assert.equal((await place.cli(['user', 'list'])).exitCode, 74)
    await place.json(['restore', backup.file])
    assert.equal((await place.cli(['user', 'list'])).exitCode, 0)
  })

  const damage: Readonly<Record<string, { exitCode: number; spoil: (backup: MadeBackup) => void }>> = {
    'a changed byte': {
      exitCode: 74,
      spoil: ({ file }) => {
        const bytes = readFileSync(file)
        bytes[bytes.length - 100] = (bytes.at(-100) ?? 0) ^ 1
        writeFileSync(file, bytes)
      },
    },
    'a cut-off end': {
      exitCode: 74,
      spoil: ({ file }) => writeFileSync(file, readFileSync(file).subarray(0, -4_096)),
    },
    'something added': { exitCode: 74, spoil: ({ file }) => appendFileSync(file, 'x') },
    'a manifest that counts otherwise': {
      exitCode: 74,
      spoil: ({ manifestFile }) => edit(manifestFile, (text) => text.replace(/"users": \d+/, '"users": 7')),
    },
    'a manifest with another audit head': {
      exitCode: 74,
      spoil: ({ manifestFile }) => edit(manifestFile, (text) => text.replace(/"hash": "./, '"hash": "z')),
    },
    'a manifest that is no JSON': {
      exitCode: 74,
      spoil: ({ manifestFile }) => writeFileSync(manifestFile, '{'),
    },
    'a manifest with more in it': {
      exitCode: 74,
      spoil: ({ manifestFile }) => edit(manifestFile, (text) => text.replace('{', '{ "extra": 1,')),
    },
  }
  for (const [what, { exitCode, spoil }] of Object.entries(damage)) {
    it(`of a backup with ${what} is refused, and nothing is changed`, async () => {
      const place = freshPlace()
      const { backup } = await resetAfterBackup(place)
      spoil(backup)
      await refusesUnchanged(place, backup.file, exitCode)
    })
  }

  it('of a backup whose audit log was tampered with is refused, though its manifest fits', async () => {
    const place = freshPlace()
    const { backup } = await resetAfterBackup(place)
    tamper(backup.file)
    const again = placeAt(place.dataDir)
    await forgeManifest(backup)
    const { stderr } = await refusesUnchanged(again, backup.file, 74)
    assert.match(stderr, /audit log does not verify/)
  })

  it('under another master key is refused with 78, and tells what to do after a rotation', async () => {
    const place = freshPlace()
    const { user, backup } = await resetAfterBackup(place)
    const old = readFileSync(join(place.dataDir, 'master.key'), 'utf8')
    await place.json(['master-key', 'rotate'])
    const { stderr } = await refusesUnchanged(place, backup.file, 78)
    assert.match(stderr, /below the current one/)
    appendFileSync(join(place.dataDir, 'master.key'), old)
    await place.json(['restore', backup.file, '--trust-revocations'])
    await place.json(['master-key', 'rotate'])
    assert.partialDeepStrictEqual(await place.json(['key', 'show', '--username', 'joe']), {
      apiKey: user.apiKey,
    })
  })

  it('of a file that is not there ends with 1', async () => {
    const place = freshPlace()
    await withUser(place)
    await refusesUnchanged(place, join(place.dataDir, 'nothing.db'), 1)
  })

  it('tells which entries of the log the backup does not know', async (t) => {
    const place = freshPlace()
    const { backup, user } = await resetAfterBackup(place)
    // What an hourly checkpoint would have written after the reset.
    const { stdout } = await place.cli(['audit', 'export', '--chain', user.accountId])
    const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
    const checkpoint = {
      chain: user.accountId,
      number: last.number,
      hash: last.hash,
      atMs: 1,
      signature: 'audit-1.x',
    }
    const file = join(place.dataDir, 'audit-checkpoints.jsonl')
    writeFileSync(file, `${JSON.stringify({ checkpoint })}\n`)
    const { missingEntries } = await place.json<{ missingEntries: object[] }>(['restore', backup.file])
    assert.deepEqual(missingEntries, [
      { chain: user.accountId, backupEndsAt: last.number - 1, knownThrough: last.number },
    ])
    assert.ok(!existsSync(file))
    t.diagnostic('the checkpoints of the replaced log are kept under another name')
    assert.ok(
      readdirSync(place.dataDir).some((name) => name.startsWith('audit-checkpoints.jsonl.before-restore-')),
    )
  })
})

describe('data put back by other means', () => {
  for (const engine of ['sqlite', 'postgres'] as const) {
    const skip = engine === 'postgres' && postgresMissing()
    it(`refuse their keys after restore --in-place, beside a server (${engine})`, { skip }, async (t) => {
      const databaseUrl = engine === 'postgres' ? await freshDatabase() : undefined
      const server = await startServer(databaseUrl === undefined ? {} : { databaseUrl })
      t.after(() => server.stop())
      const place = placeAt(
        server.dataDir,
        databaseUrl === undefined ? {} : { KEYWARD_DATABASE_URL: databaseUrl },
      )
      const user = await withUser(place)
      assert.ok(await accepts(server.url, user.apiKey))
      assert.deepEqual(await place.json(['restore', '--in-place']), { unconfirmedKeys: 2 })
      assert.ok(!(await accepts(server.url, user.apiKey)))
      assert.deepEqual(await place.json(['restore', '--trust-revocations']), { confirmedKeys: 2 })
      assert.ok(await accepts(server.url, user.apiKey))
    })
  }
})

/** Makes the manifest fit a file that was changed. */
async function forgeManifest({ file, manifestFile }: MadeBackup): Promise<void> {
  const { createHash } = await import('node:crypto')
  const bytes = readFileSync(file)
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, sha256, bytes: bytes.length }))
}

async function refusesUnchanged(place: Place, file: string, exitCode: number) {
  const before = readFileSync(join(place.dataDir, 'keyward.db'))
  const result = await place.cli(['restore', file])
  assert.equal(result.exitCode, exitCode, result.stderr)
  assert.match(result.stderr, /^keyward: [^\n]+\n$/)
  assert.ok(readFileSync(join(place.dataDir, 'keyward.db')).equals(before))
  assert.ok(!readdirSync(place.dataDir).some((name) => name.startsWith('restore-')))
  return result
}
