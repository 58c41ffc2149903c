import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makeOwner, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import type { Config } from '../../config/config.ts'
import { loadConfig } from '../../config/load.ts'
import { callServer, serverRuns } from './call-server.ts'
import { type CommandSocket, openCommandSocket } from './command-socket.ts'
import { decodeAnswer, decodeRequest, encode } from './messages.ts'
import { type SocketPlace, shortPath, socketPlace } from './socket-place.ts'

let test: TestDeps
let config: Config
let socket: CommandSocket | null
let place: SocketPlace

before(async () => {
  test = await openTestDeps()
  await makeOwner(test.deps)
  config = loadConfig({ KEYWARD_DATA_DIR: test.dataDir, KEYWARD_PUBLIC_URL: 'https://keys.example' })
  socket = await openCommandSocket(config, test.keyward)
  const found = socketPlace(config)
  assert.ok(found)
  place = found
})
after(async () => {
  await socket?.close()
  await test.close()
})

/** Has the server run these words, and collects what it answers in the order in which it came. */
async function call(argv: readonly string[], password: string | null = null) {
  const said: string[] = []
  const exitCode = await callServer(
    place,
    { argv: [...argv], password, cwd: test.dataDir },
    {
      out: async (text) => void said.push(`out ${text}`),
      err: async (text) => void said.push(`err ${text}`),
    },
  )
  return { exitCode, said }
}

describe('a command within the server', () => {
  it('answers and ends with the code of the command', async () => {
    const { exitCode, said } = await call(['account', 'list', '--json'])
    assert.equal(exitCode, 0)
    assert.deepEqual(said, ['out [{"accountId":"100001","name":"olga"}]\n'])
  })

  it('changes the data that the server holds, at once', async () => {
    const words = ['user', 'create', '--account', '100001', '--username', 'joe', '--password-stdin']
    assert.equal((await call(words, 'seven grey geese walked home')).exitCode, 0)
    const joe = await test.deps.store.users.byName('joe')
    assert.match(joe?.passwordHash ?? '', /^\$argon2id\$/)
    assert.equal((await call(['user', 'disable', '--username', 'joe'])).exitCode, 0)
    assert.equal((await test.deps.known.user(joe?.id ?? ''))?.usable, false)
  })

  it('knows the address that the server is reached at', async () => {
    await call(['user', 'enable', '--username', 'joe'])
    const { said } = await call(['user', 'invite', '--username', 'joe'])
    assert.match(said.join(''), /https:\/\/keys\.example\/invite\/kwl_/)
  })

  it('finds files from where the caller stands', async () => {
    const { exitCode } = await call(['audit', 'export', '--to', 'from-here.jsonl'])
    assert.equal(exitCode, 0)
    assert.equal(statSync(join(test.dataDir, 'from-here.jsonl')).mode & 0o777, 0o600)
  })

  const refusals: readonly (readonly [words: readonly string[], exitCode: number, message: RegExp])[] = [
    [['key', 'show', '--username', 'nobody'], 1, /^err keyward: There is no such user/],
    [['key', 'show'], 2, /--username/],
    [['nonsense'], 2, /unknown command/],
    [[], 2, /./],
    [['key', 'reset', '--username', 'joe', '--overlap', '31d'], 2, /^err keyward: --overlap: /],
    [['user', 'password', '--username', 'joe'], 2, /--password-stdin/],
    [['migrate'], 1, /needs the data to itself\. Stop the server first/],
    [['restore', 'x.db'], 1, /needs the data to itself/],
    [['master-key', 'recover'], 1, /needs the data to itself/],
    [['serve'], 1, /The server runs already/],
  ]
  for (const [words, exitCode, message] of refusals) {
    it(`is refused with ${exitCode}: ${words.join(' ') || 'nothing'}`, async () => {
      const found = await call(words)
      assert.equal(found.exitCode, exitCode)
      assert.match(found.said.join(''), message)
      assert.ok(found.said.every((text) => text.startsWith('err ') || words.length === 0))
    })
  }

  it('answers whole with signs that other programs take for the end of a line', async () => {
    const description = 'reads\u2028and\u2029writes'
    const add = ['role', 'add', '--name', 'strange', '--description', description]
    assert.equal((await call(add)).exitCode, 0)
    const { exitCode, said } = await call(['role', 'list', '--json'])
    assert.deepEqual([exitCode, said.join('').includes(description)], [0, true])
    assert.ok((await call(['audit', 'export', '--chain', 'system'])).said.join('').includes(description))
  })

  it('can be asked by many at the same time', async () => {
    const calls = Array.from({ length: 40 }, () => call(['user', 'list', '--json']))
    for (const { exitCode } of await Promise.all(calls)) assert.equal(exitCode, 0)
  })

  it('gives a long answer whole and in order', async () => {
    for (let at = 0; at < 20; at++)
      await call(['account', 'set', '--account', '100001', '--name', `olga${at}`])
    const { said } = await call(['audit', 'export', '--chain', '100001'])
    const lines = said
      .map((text) => text.slice('out '.length))
      .join('')
      .trimEnd()
      .split('\n')
    const entries = lines.map((line) => JSON.parse(line)).filter((line) => 'number' in line)
    const numbers = entries.map(({ number }) => number)
    assert.ok(numbers.length > 20)
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
    )
  })
})

describe('the one who calls', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'keyward-call-'))
  after(() => rmSync(elsewhere, { recursive: true, force: true }))
  const request = { argv: ['account', 'list'], password: null, cwd: '/' }
  const nobody = { out: async () => undefined, err: async () => undefined }

  /** A program that listens where a server would and answers with this. */
  async function impostor(name: string, answer: string, work: (there: SocketPlace) => Promise<void>) {
    const there = { folder: elsewhere, name }
    const server = createServer((client) => client.once('data', () => client.end(answer)))
    await new Promise<void>((resolve) => server.listen(shortPath(there).path, resolve))
    try {
      await work(there)
    } finally {
      server.close()
    }
  }

  it('hears that no server runs where there is no socket', async () => {
    const there = { folder: elsewhere, name: 'none.sock' }
    assert.equal(await callServer(there, request, nobody), null)
    assert.equal(await serverRuns(there), false)
    assert.equal(await serverRuns(place), true)
  })

  it('is told to look when the server goes away in the middle, and not that all went well', async () => {
    const answers = [
      '',
      '{"stdout":"half"}\n',
      '{"exitCode":"0"}\n',
      '{"exitCode":0.5}\n',
      'nonsense\n',
      '{"stdout":"x","exitCode":0}\n',
    ]
    for (const [index, answer] of answers.entries()) {
      await impostor(`gone-${index}.sock`, answer, async (there) => {
        await assert.rejects(
          callServer(there, request, nobody),
          /went away before it was done\. Look whether/,
        )
      })
    }
  })

  it('passes on what came before the exit code', async () => {
    const said: string[] = []
    const output = {
      out: async (text: string) => void said.push(text),
      err: async (text: string) => void said.push(text),
    }
    await impostor(
      'full.sock',
      '{"stdout":"a"}\n{"stderr":"b"}\n{"stdout":"c"}\n{"exitCode":74}\n',
      async (there) => {
        assert.equal(await callServer(there, request, output), 74)
      },
    )
    assert.deepEqual(said, ['a', 'b', 'c'])
  })
})

describe('messages', () => {
  it('come back as they were sent, whatever is in them', () => {
    const request = { argv: ['user', 'create', 'Zoë "\n\u2028'], password: 'a\0b', cwd: '/ä' }
    assert.equal(encode(request).indexOf('\n'), encode(request).length - 1, 'one line')
    assert.deepEqual(decodeRequest(encode(request)), request)
    for (const answer of [{ stdout: 'a\nb' }, { stderr: '' }, { exitCode: 78 }]) {
      assert.deepEqual(decodeAnswer(encode(answer)), answer)
    }
  })

  it('of another shape are none', () => {
    const words = Array.from({ length: 1_001 }, () => 'x')
    for (const found of [
      '',
      '{}',
      'null',
      '[]',
      '{"argv":[1],"password":null,"cwd":"/"}',
      '{"argv":[],"cwd":"/"}',
      JSON.stringify({ argv: words, password: null, cwd: '/' }),
      '{"argv":[],"password":null,"cwd":"/","more":1}',
    ]) {
      assert.equal(decodeRequest(found), null, found.slice(0, 40))
    }
  })
})

describe('the socket', () => {
  it('is gone when it was closed, and callers find nobody', async () => {
    const other = await openTestDeps()
    try {
      const otherConfig = loadConfig({ KEYWARD_DATA_DIR: other.dataDir })
      const opened = await openCommandSocket(otherConfig, other.keyward)
      const there = socketPlace(otherConfig)
      assert.ok(opened && there)
      assert.equal(readdirSync(there.folder).length, 1)
      await opened.close()
      assert.deepEqual(readdirSync(there.folder), [])
      assert.equal(await serverRuns(there), false)
    } finally {
      await other.close()
    }
  })

  it('is not there on PostgreSQL', async () => {
    const postgres = loadConfig({ KEYWARD_DATA_DIR: test.dataDir, KEYWARD_DATABASE_URL: 'postgres://x/y' })
    assert.equal(await openCommandSocket(postgres, test.keyward), null)
  })
})
