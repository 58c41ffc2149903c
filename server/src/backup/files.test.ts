import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { appendCheckpoints, checkpointFile, readCheckpointFile, readCheckpoints } from './checkpoint-file.ts'
import { manifestPath, readManifest, sizeAndHash } from './manifest.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-backup-'))
after(() => rmSync(root, { recursive: true, force: true }))

const checkpoint = { chain: '100001', number: 3, hash: 'ab'.repeat(32), atMs: 1, signature: 'audit-1.x' }

describe('the file of checkpoints', () => {
  it('grows line by line and is for its owner alone', () => {
    assert.deepEqual(readCheckpoints(root), [])
    appendCheckpoints(root, [])
    assert.deepEqual(readCheckpoints(root), [])
    appendCheckpoints(root, [checkpoint])
    appendCheckpoints(root, [{ ...checkpoint, number: 4 }])
    assert.deepEqual(
      readCheckpoints(root).map(({ number }) => number),
      [3, 4],
    )
    assert.equal(statSync(checkpointFile(root)).mode & 0o777, 0o600)
  })

  it('may be an audit export, whose entries are passed over', () => {
    const file = join(root, 'export.jsonl')
    writeFileSync(file, `{"chain":"100001","number":1}\n${JSON.stringify({ checkpoint })}\n`)
    assert.deepEqual(readCheckpointFile(file), [checkpoint])
  })

  it('with a broken line is refused: a checkpoint must not be skipped in silence', () => {
    appendFileSync(checkpointFile(root), '{"checkpoint":{"signature":')
    assert.throws(() => readCheckpoints(root), { name: 'BackupError', exitCode: 74 })
  })
})

describe('a manifest', () => {
  it('lies beside its file', () => {
    assert.equal(manifestPath('/b/keyward-1.db'), '/b/keyward-1.manifest.json')
  })

  it('names the SHA-256 that other tools would', async () => {
    const file = join(root, 'abc')
    writeFileSync(file, 'abc')
    // FIPS 180-2, appendix B.1.
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    assert.deepEqual(await sizeAndHash(file), { bytes: 3, sha256 })
  })

  for (const text of ['', '{', '[]', 'null', '{"format":"keyward-backup/2"}']) {
    it(`${JSON.stringify(text)} is none`, () => {
      writeFileSync(join(root, 'bad.manifest.json'), text)
      assert.throws(() => readManifest(join(root, 'bad.db')), { name: 'BackupError', exitCode: 74 })
    })
  }
})
