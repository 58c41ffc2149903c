import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Secret } from '../../lib/secret.ts'
import { type SocketPlace, shortPath, socketPlace } from './socket-place.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-socket-'))
after(() => rmSync(root, { recursive: true, force: true }))

const placeOf = (path: string, platform?: NodeJS.Platform): SocketPlace => {
  const place = socketPlace({ database: { engine: 'sqlite', path } }, platform)
  assert.ok(place)
  return place
}

describe('the place of the command socket', () => {
  it('is beside the database', () => {
    const { folder, name } = placeOf(join(root, 'keyward.db'))
    assert.equal(folder, join(root, 'run'))
    assert.match(name, /^command-[0-9a-f]{8}\.sock$/)
  })

  it('differs for two databases in one folder', () => {
    assert.notEqual(placeOf(join(root, 'a.db')).name, placeOf(join(root, 'b.db')).name)
  })

  it('is the same through a symbolic link to the folder', () => {
    const real = join(root, 'real')
    mkdirSync(real)
    symlinkSync(real, join(root, 'link'))
    assert.deepEqual(placeOf(join(root, 'link', 'k.db')), placeOf(join(real, 'k.db')))
  })

  it('is nowhere on PostgreSQL', () => {
    assert.equal(socketPlace({ database: { engine: 'postgres', url: new Secret('postgres://x') } }), null)
  })

  const long = join(root, 'x'.repeat(200), 'keyward.db')

  it('stays beside the database on Linux, whose long paths have a short spelling', () => {
    const place = placeOf(long, 'linux')
    assert.equal(place.folder, join(root, 'x'.repeat(200), 'run'))
    mkdirSync(place.folder, { recursive: true })
    if (process.platform !== 'linux') return
    const short = shortPath(place)
    assert.ok(Buffer.byteLength(short.path) < 100)
    writeFileSync(short.path, 'here')
    short.release()
    short.release()
    assert.throws(() => writeFileSync(short.path, 'gone'))
  })

  it('is a short folder of the user elsewhere, one for each database', () => {
    const place = placeOf(long, 'darwin')
    assert.ok(Buffer.byteLength(join(place.folder, place.name)) < 100)
    assert.ok(place.folder.includes(String(process.getuid?.())))
    assert.notEqual(place.folder, placeOf(`${long}/other/keyward.db`, 'darwin').folder)
    assert.equal(placeOf('/data/keyward.db', 'darwin').folder, '/data/run')
  })

  it('of a folder that is not there has no short spelling', () => {
    assert.throws(() => shortPath(placeOf(join(root, 'y'.repeat(200), 'keyward.db'), 'linux')), {
      code: 'ENOENT',
    })
  })
})
