import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { appendCheckpoints, checkpointFile, readCheckpointFile, readCheckpoints } from './checkpoint-file.ts'
import { manifestPath, readManifest, sizeAndHash } from './manifest.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-backup-'))
after(() => rmSync(root, { recursive: true, force: true }))

const checkpoint = { chain: '100001', number: 3, hash: 'ab'.repeat(32), atMs: 1, signature: 'audit-1.x' }

describe('the file of checkpoints', () => {
  const numbersIn = (folder: string) => readCheckpoints(folder).checkpoints.map(({ number }) => number)

  it('grows line by line and is for its owner alone', () => {
    assert.deepEqual(readCheckpoints(root), { checkpoints: [], cutLines: 0 })
    appendCheckpoints(root, [])
    assert.deepEqual(numbersIn(root), [])
    appendCheckpoints(root, [checkpoint])
    appendCheckpoints(root, [{ ...checkpoint, number: 4 }])
    assert.deepEqual(readCheckpoints(root), {
      checkpoints: [checkpoint, { ...checkpoint, number: 4 }],
      cutLines: 0,
    })
    assert.equal(statSync(checkpointFile(root)).mode & 0o777, 0o600)
  })

  it('may be an audit export, whose entries are passed over', () => {
    const file = join(root, 'export.jsonl')
    writeFileSync(file, `{"chain":"100001","number":1}\n${JSON.stringify({ checkpoint })}\n`)
    assert.deepEqual(readCheckpointFile(file), { checkpoints: [checkpoint], cutLines: 0 })
  })

  it('with a line of something else is refused: a checkpoint must not be skipped in silence', () => {
    const file = join(root, 'other.jsonl')
    writeFileSync(file, '{"checkpoint":{"signature":1}}\n')
    assert.throws(() => readCheckpointFile(file), { name: 'BackupError', exitCode: 74 })
  })

  it('cut off anywhere, tells that, keeps what is whole, and what comes after', () => {
    const folder = mkdtempSync(join(root, 'cut-'))
    const file = checkpointFile(folder)
    const before = [1, 2, 3].map((number) => ({ ...checkpoint, number }))
    appendCheckpoints(folder, before)
    const whole = readFileSync(file)
    const lineLength = whole.length / before.length
    for (let length = whole.length; length >= whole.length - lineLength - 1; length--) {
      writeFileSync(file, whole.subarray(0, length))
      appendCheckpoints(folder, [{ ...checkpoint, number: 9 }])
      // A line is whole without its end, too.
      const kept = Math.floor((length + 1) / lineLength)
      const isCut = length > kept * lineLength
      const numbers = [...[1, 2, 3].slice(0, kept), 9]
      assert.deepEqual(
        [numbersIn(folder), readCheckpoints(folder).cutLines],
        [numbers, isCut ? 1 : 0],
        `${length}`,
      )
    }
  })

  it('is left as it was by a disk that is full', () => {
    const folder = mkdtempSync(join(root, 'full-'))
    appendCheckpoints(folder, [checkpoint])
    const program = [
      `const { appendCheckpoints } = await import(${JSON.stringify(import.meta.resolve('./checkpoint-file.ts'))})`,
      "process.on('SIGXFSZ', () => {})",
      `const one = ${JSON.stringify({ ...checkpoint, hash: 'x'.repeat(2_000) })}`,
      `try { appendCheckpoints(${JSON.stringify(folder)}, [one]) } catch ({ code }) { console.log(code) }`,
    ]
    // Files of 1 KiB at most: the line is longer, and only its beginning is written.
    const limited = ['-c', 'ulimit -f 1; exec "$@"', 'limited', process.execPath]
    const { stdout } = spawnSync('sh', [...limited, '--input-type=module', '-e', program.join('\n')])
    assert.equal(stdout.toString(), 'EFBIG\n')
    assert.deepEqual(readCheckpoints(folder), { checkpoints: [checkpoint], cutLines: 0 })
    assert.equal(readFileSync(checkpointFile(folder), 'utf8').split('\n').length, 2)
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
