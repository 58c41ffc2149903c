import assert from 'node:assert/strict'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { Secret } from '../lib/secret.ts'
import { MasterKeyError } from './errors.ts'
import { masterKeysFromCommand } from './master-key-command.ts'
import { describeSource, firstMasterKeys, newMasterKey, readMasterKeys } from './master-key-source.ts'
import { temporaryFolder, testRandom } from './testing.ts'

const KEY = newMasterKey(testRandom)
const node = (script: string, ...args: string[]): [string, ...string[]] => [
  process.execPath,
  '-e',
  script,
  ...args,
]

test('S-24 the key is what the program prints', async () => {
  const print = node('console.log(process.argv[1])', KEY.line.reveal())
  assert.equal((await masterKeysFromCommand(print))[0].id, KEY.id)
  assert.equal((await readMasterKeys({ kind: 'command', command: print }))?.[0].id, KEY.id)
})

test('S-24 no shell reads the command', async () => {
  const print = node('console.log(process.argv[1] === "$(id);`id`" ? process.argv[2] : "")', '$(id);`id`')
  assert.equal((await masterKeysFromCommand([...print, KEY.line.reveal()]))[0].id, KEY.id)
})

test('S-24 a program that takes too long is ended', async () => {
  const began = performance.now()
  await assert.rejects(
    masterKeysFromCommand(node('setInterval(() => {}, 1000)'), 300),
    /gave no answer in time/,
  )
  assert.ok(performance.now() - began < 5_000)
})

test('a program that waits for input gets none', async () => {
  const echo = node('process.stdin.on("data", () => {}).on("end", () => console.log(process.argv[1]))')
  assert.equal((await masterKeysFromCommand([...echo, KEY.line.reveal()]))[0].id, KEY.id)
})

test('a failing program is named, and nothing it printed is repeated', async () => {
  const chatty = node('console.log("SECRET"); console.error("SECRET"); process.exit(3)')
  await assert.rejects(masterKeysFromCommand(chatty), (error) => {
    assert.ok(error instanceof MasterKeyError)
    assert.match(error.message, /ended with exit code 3/)
    assert.ok(!`${error.message}${error.stack}${error.cause}`.includes('SECRET"); p'))
    return !error.message.includes('SECRET')
  })
  await assert.rejects(masterKeysFromCommand(['/nowhere/kms']), /\/nowhere\/kms does not exist/)
  await assert.rejects(masterKeysFromCommand(['/etc/passwd']), /may not be run/)
  await assert.rejects(masterKeysFromCommand(node('process.kill(process.pid)')), /ended with a signal/)
  await assert.rejects(masterKeysFromCommand(node('console.log("x".repeat(1e5))')), /far more than a key/)
  await assert.rejects(masterKeysFromCommand(node('console.log("SECRET")')), (error) => {
    return error instanceof MasterKeyError && !error.message.includes('SECRET')
  })
})

test('S-24 the key may be in the environment', async () => {
  const keys = await readMasterKeys({ kind: 'value', value: KEY.line })
  assert.equal(keys?.[0].id, KEY.id)
  await assert.rejects(readMasterKeys({ kind: 'value', value: new Secret('no') }), /in KEYWARD_MASTER_KEY/)
})

test('the first start uses the file that is there, and makes one where there is none', async (context) => {
  const path = join(await temporaryFolder(context), 'master.key')
  const source = { kind: 'file', path } as const
  const made = await firstMasterKeys(source, testRandom)
  assert.equal(made.createdFile, path)
  const again = await firstMasterKeys(source, testRandom)
  assert.equal(again.createdFile, null)
  assert.equal(again.keys[0].id, made.keys[0].id)
})

test('of several first starts at once one makes the key and all use it', async (context) => {
  const source = { kind: 'file', path: join(await temporaryFolder(context), 'master.key') } as const
  const starts = await Promise.all(Array.from({ length: 8 }, () => firstMasterKeys(source, testRandom)))
  assert.equal(starts.filter((start) => start.createdFile !== null).length, 1)
  assert.equal(new Set(starts.map((start) => start.keys[0].id)).size, 1)
})

test('a first start does not write where it must not', async (context) => {
  const folder = await temporaryFolder(context)
  await writeFile(join(folder, 'file'), '')
  await assert.rejects(
    firstMasterKeys({ kind: 'file', path: join(folder, 'file', 'k') }, testRandom),
    MasterKeyError,
  )
  await symlink('nowhere', join(folder, 'dangling'))
  await assert.rejects(
    firstMasterKeys({ kind: 'file', path: join(folder, 'dangling') }, testRandom),
    MasterKeyError,
  )
})

test('sources are described without the key', () => {
  assert.equal(describeSource({ kind: 'file', path: '/k' }), 'the file /k')
  assert.equal(
    describeSource({ kind: 'command', command: ['kms', 'secret-argument'] }),
    'KEYWARD_MASTER_KEY_COMMAND',
  )
  assert.equal(describeSource({ kind: 'value', value: KEY.line }), 'KEYWARD_MASTER_KEY')
})
