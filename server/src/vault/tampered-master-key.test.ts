import assert from 'node:assert/strict'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { NONCE_BYTES } from './aead.ts'
import { newDataKey } from './data-keys.ts'
import { MasterKeyError } from './errors.ts'
import { MalformedRingError, type MasterKey, parseMasterKeys } from './master-key.ts'
import { createMasterKeyFile, readMasterKeyFile } from './master-key-file.ts'
import { newMasterKey } from './master-key-source.ts'
import { temporaryFolder, testRandom } from './testing.ts'
import { unwrapKey, wrapKey } from './wrapping.ts'

// What somebody who can write to the file of the master key comes to.

describe('the master key file', () => {
  test('S-24 is refused with any right of group or others, whichever it is', async (context) => {
    const path = join(await temporaryFolder(context), 'master.key')
    await createMasterKeyFile(path, [newMasterKey(testRandom)])
    for (let rights = 1; rights < 0o100; rights++) {
      await chmod(path, 0o600 | rights)
      await assert.rejects(readMasterKeyFile(path), /chmod 600/, rights.toString(8))
    }
    await chmod(path, 0o600)
    assert.ok(await readMasterKeyFile(path))
  })

  test('is refused with any letter of its key changed, dropped or doubled, and nothing of it is repeated', async (context) => {
    const path = join(await temporaryFolder(context), 'master.key')
    await createMasterKeyFile(path, [newMasterKey(testRandom)])
    const text = await readFile(path, 'utf8')
    const lineAt = text.indexOf('kwm1:')
    const secret = text.slice(text.lastIndexOf(':') + 1).trim()
    for (let at = lineAt; at < text.length - 1; at++) {
      const letter = text[at] === 'A' ? 'B' : 'A'
      for (const instead of [letter, '', `${text[at]}${text[at]}`]) {
        await writeFile(path, text.slice(0, at) + instead + text.slice(at + 1))
        await assert.rejects(readMasterKeyFile(path), (error) => {
          assert.ok(error instanceof MasterKeyError)
          assert.ok(!error.message.includes(secret.slice(0, 12)), error.message)
          return true
        })
      }
    }
  })
})

describe('a ring of several master keys', () => {
  const bare = (key: MasterKey) => key.line.reveal().split(':')[2] ?? ''
  const WAYS: readonly ((key: MasterKey) => string)[] = [
    (key) => key.line.reveal(),
    bare,
    (key) => Buffer.from(bare(key), 'base64url').toString('hex'),
    (key) => Buffer.from(bare(key), 'base64url').toString('hex').toUpperCase(),
    (key) => Buffer.from(bare(key), 'base64url').toString('base64'),
  ]
  const entry = fc.record({
    way: fc.nat({ max: WAYS.length - 1 }),
    between: fc.constantFrom('\n', '\r\n', ',', ' , ', '\n# remark, with comma\n', '\n\n'),
  })

  test('is read in order, however each key is written and whatever stands between them', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (entries) => {
        const keys = entries.map(() => newMasterKey(testRandom))
        const text = keys
          .map((key, at) => (WAYS[entries[at]?.way ?? 0] ?? bare)(key) + (entries[at]?.between ?? '\n'))
          .join('')
        assert.deepEqual(
          parseMasterKeys(text, 'it').map(({ id }) => id),
          keys.map(({ id }) => id),
        )
      }),
    )
  })

  test('with one key that cannot be read is refused by its number; the others can still be told', () => {
    const spoilt = fc.constantFrom(
      'x',
      'kwm1:',
      `kwm1:${'0'.repeat(16)}:${'A'.repeat(43)}`,
      '00'.repeat(31),
      '00'.repeat(33),
      'kwm2:a:b',
    )
    fc.assert(
      fc.property(fc.nat({ max: 3 }), spoilt, (at, text) => {
        const keys = Array.from({ length: 3 }, () => newMasterKey(testRandom))
        const lines = keys.map((key) => key.line.reveal())
        lines.splice(at, 0, text)
        assert.throws(
          () => parseMasterKeys(lines.join('\n'), 'the ring'),
          (error) => {
            assert.ok(error instanceof MalformedRingError)
            assert.match(error.message, new RegExp(`^Key ${at + 1} in the ring was altered or cut`))
            assert.deepEqual(
              error.readable.map(({ id }) => id),
              keys.map(({ id }) => id),
            )
            return true
          },
        )
      }),
    )
  })

  test('opens what any of its keys wrapped, in any order, and nothing once that key is taken out', () => {
    const masters = Array.from({ length: 4 }, () => newMasterKey(testRandom))
    const rows = masters.map((master, at) => {
      const key = newDataKey(testRandom, {
        purpose: 'account',
        accountId: `10000${at}`,
        generation: 1,
        createdAtMs: 0,
      })
      return { master, key, row: wrapKey(master, key, testRandom.bytes(NONCE_BYTES)) }
    })
    for (const { master, key, row } of rows) {
      for (const ring of [masters, masters.toReversed()]) {
        assert.deepEqual(unwrapKey(ring, row).bytes, Buffer.from(key.bytes))
      }
      assert.throws(
        () =>
          unwrapKey(
            masters.filter(({ id }) => id !== master.id),
            row,
          ),
        MasterKeyError,
      )
    }
  })
})
