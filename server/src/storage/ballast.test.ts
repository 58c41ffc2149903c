import assert from 'node:assert/strict'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { freshFile } from '../../../tests/support/stores.ts'
import { placeBallast, releaseBallast } from './ballast.ts'

test('the ballast holds 4 MiB of real space beside the database', () => {
  const path = freshFile()
  placeBallast(path)
  const { size, blocks, mode } = statSync(join(dirname(path), 'ballast'))
  assert.equal(size, 4 * 1024 * 1024)
  assert.ok(blocks * 512 >= size)
  assert.equal(mode & 0o777, 0o600)
})

test('it is given back once, and can be placed again', () => {
  const path = freshFile()
  assert.equal(releaseBallast(path), false)
  placeBallast(path)
  assert.equal(releaseBallast(path), true)
  assert.equal(releaseBallast(path), false)
  placeBallast(path)
  assert.ok(existsSync(join(dirname(path), 'ballast')))
})

test('a ballast that is there is left alone', () => {
  const path = freshFile()
  const ballast = join(dirname(path), 'ballast')
  writeFileSync(ballast, 'mine')
  placeBallast(path)
  assert.equal(statSync(ballast).size, 4)
})

test('something else of that name is no reason to fail', () => {
  const path = freshFile()
  mkdirSync(join(dirname(path), 'ballast'))
  placeBallast(path)
})
