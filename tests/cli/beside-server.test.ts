import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { MAIN, OWNER, startServer } from '../support/server.ts'
import { freshPlace, withUser } from './place.ts'

const LONG = Array.from({ length: 4 }, () => 'long-folder-name-'.repeat(3)).join('/')

/** Beside a server that runs all the time, for tests that leave both as they are. */
const served = freshPlace()
const server = await startServer({ dataDir: served.dataDir })
after(() => server.stop())

describe('the command socket', () => {
  it('is for its owner alone, in a folder for its owner alone', async () => {
    const folder = join(served.dataDir, 'run')
    const [socket] = readdirSync(folder)
    assert.ok(socket)
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    assert.equal(statSync(join(folder, socket)).mode & 0o777, 0o600)
    assert.ok(statSync(join(folder, socket)).isSocket())
  })

  it('works where the path is longer than a socket address can be', async (t) => {
    const place = freshPlace({}, LONG)
    assert.ok(place.dataDir.length > 200)
    const server = await startServer({ dataDir: place.dataDir })
    t.after(() => server.stop())
    assert.deepEqual(await place.json(['account', 'list']), [{ accountId: '100001', name: OWNER.username }])
    const socket = readdirSync(join(place.dataDir, 'run'))
    assert.equal(socket.length, 1)
  })

  it('left behind by a killed server is no hindrance, with and without a new one', async (t) => {
    const place = freshPlace()
    const first = await startServer({ dataDir: place.dataDir })
    const user = await withUser(place)
    await first.stop('SIGKILL')
    assert.equal(readdirSync(join(place.dataDir, 'run')).length, 1)
    assert.partialDeepStrictEqual(await place.json(['key', 'show', '--username', 'joe']), {
      apiKey: user.apiKey,
    })
    const second = await startServer({ dataDir: place.dataDir })
    t.after(() => second.stop())
    assert.partialDeepStrictEqual(await place.json(['key', 'show', '--username', 'joe']), {
      apiKey: user.apiKey,
    })
  })

  it('is gone when the server was stopped', async () => {
    const place = freshPlace()
    const server = await startServer({ dataDir: place.dataDir })
    await server.stop()
    assert.deepEqual(readdirSync(join(place.dataDir, 'run')), [])
  })

  it('replaces a file that somebody put in its place', async (t) => {
    const place = freshPlace()
    const first = await startServer({ dataDir: place.dataDir })
    const [name = ''] = readdirSync(join(place.dataDir, 'run'))
    await first.stop()
    writeFileSync(join(place.dataDir, 'run', name), 'not a socket')
    const second = await startServer({ dataDir: place.dataDir })
    t.after(() => second.stop())
    assert.equal((await place.cli(['account', 'list'])).exitCode, 0)
  })

  it('gets its folder private again when that was opened to others', async (t) => {
    const place = freshPlace()
    const first = await startServer({ dataDir: place.dataDir })
    await first.stop()
    chmodSync(join(place.dataDir, 'run'), 0o777)
    const second = await startServer({ dataDir: place.dataDir })
    t.after(() => second.stop())
    assert.equal(statSync(join(place.dataDir, 'run')).mode & 0o777, 0o700)
  })

  it('hangs up on what is no command, and goes on', async () => {
    const unknownShape = '{"argv":"user list","password":null,"cwd":"/"}\n'
    for (const text of ['\n', 'hello\n', '{}\n', unknownShape, '[1]\n', 'x'.repeat(2_000_000), '\0\n']) {
      assert.equal(await answerTo(served.dataDir, text), '')
    }
    assert.equal((await served.cli(['account', 'list'])).exitCode, 0)
  })

  it('survives callers who leave at any moment, as by Ctrl-C', async () => {
    const [name = ''] = readdirSync(join(served.dataDir, 'run'))
    const request = JSON.stringify({ argv: ['account', 'list'], password: null, cwd: '/' })
    for (let at = 0; at < 60; at++) {
      const socket = connect(join(served.dataDir, 'run', name))
      socket.once('connect', () => {
        socket.write(`${request}\n`)
        setTimeout(() => socket.destroy(), at % 12)
      })
      await once(socket, 'close')
    }
    assert.equal((await served.cli(['account', 'list'])).exitCode, 0)
  })

  it('does what was asked for although the caller has left', async () => {
    const [name = ''] = readdirSync(join(served.dataDir, 'run'))
    const socket = connect(join(served.dataDir, 'run', name))
    const argv = ['account', 'create', '--name', 'Left']
    socket.end(`${JSON.stringify({ argv, password: null, cwd: '/' })}\n`)
    socket.once('connect', () => setTimeout(() => socket.destroy(), 20))
    await new Promise((resolve) => socket.once('close', resolve))
    let names: string[] = []
    for (let attempt = 0; attempt < 100 && !names.includes('Left'); attempt++) {
      names = (await served.json<{ name: string }[]>(['account', 'list'])).map((account) => account.name)
    }
    assert.ok(names.includes('Left'))
  })
})

describe('several at once', () => {
  it('commands without a server wait for each other', async () => {
    const place = freshPlace()
    const user = await withUser(place)
    const names = ['a', 'b', 'c', 'd'].map((name) => `user-${name}`)
    const made = await Promise.all(
      names.map((name) => place.run(['user', 'create', '--account', user.accountId, '--username', name])),
    )
    for (const { exitCode, stderr } of made) assert.equal(exitCode, 0, stderr)
    assert.equal((await place.json<object[]>(['user', 'list'])).length, names.length + 1)
  })

  it('commands reach a server that starts at the same moment', async (t) => {
    const place = freshPlace()
    await withUser(place)
    const starting = startServer({ dataDir: place.dataDir })
    const commands = Array.from({ length: 4 }, (_, index) =>
      wait(index * 60).then(() => place.run(['user', 'list', '--json'])),
    )
    const server = await starting
    t.after(() => server.stop())
    for (const { exitCode, stderr } of await Promise.all(commands)) assert.equal(exitCode, 0, stderr)
  })

  it('a command says who holds the data when that one takes no commands', async () => {
    const place = freshPlace()
    await withUser(place)
    const database = new DatabaseSync(join(place.dataDir, 'keyward.db'))
    try {
      database.exec('pragma locking_mode = exclusive; begin exclusive')
      const { exitCode, stderr } = await place.run(['user', 'list'])
      assert.equal(exitCode, 1)
      assert.match(stderr, /^keyward: .*keyward\.db is in use by .*\n$/)
      if (process.platform === 'linux') assert.match(stderr, new RegExp(`process ${process.pid} `))
    } finally {
      database.close()
    }
  })

  it('a second server says that the first one is there', async () => {
    const { exitCode, stderr } = await served.run(['serve'])
    assert.equal(exitCode, 1)
    assert.match(stderr, /^keyward: .*keyward\.db is in use by .*set KEYWARD_DATA_DIR.*\n$/)
    assert.doesNotMatch(stderr, /takes no commands|Waiting/)
  })

  it('a server says what it waits for, and starts when the data are free', async (t) => {
    const place = freshPlace()
    await withUser(place)
    const database = new DatabaseSync(join(place.dataDir, 'keyward.db'))
    t.after(() => database.isOpen && database.close())
    database.exec('pragma locking_mode = exclusive; begin exclusive')
    const child = spawn(process.execPath, [MAIN, 'serve'], { env: place.env, stdio: 'pipe' })
    t.after(() => child.kill('SIGKILL'))
    const [said] = await once(child.stderr, 'data')
    assert.match(String(said), /^keyward: .*keyward\.db is in use by .* Waiting 5 seconds .*\n$/)
    database.close()
    const [greeting] = await once(child.stdout, 'data')
    assert.match(String(greeting), /^Keyward is ready/)
  })

  it('a server gives up on data that somebody else keeps', async (t) => {
    const place = freshPlace()
    await withUser(place)
    const database = new DatabaseSync(join(place.dataDir, 'keyward.db'))
    t.after(() => database.close())
    database.exec('pragma locking_mode = exclusive; begin exclusive')
    const { exitCode, stdout, stderr } = await place.run(['serve'])
    assert.equal(exitCode, 1)
    assert.equal(stdout, '')
    assert.match(stderr, /Waiting 5 seconds.*\nkeyward: .*keyward\.db is in use by .*set KEYWARD_DATA_DIR/)
  })

  it('a port that is taken is named with its holder', async () => {
    const other = freshPlace({ KEYWARD_PORT: String(server.port) })
    const { exitCode, stderr } = await other.run(['serve'])
    assert.equal(exitCode, 1)
    assert.match(stderr, new RegExp(`Port ${server.port} is in use by .*KEYWARD_PORT`))
    // The next start finds the file and would keep silent about it.
    assert.match(stderr, /^keyward: A master key was made: .*master\.key\nkeyward: Keep a copy/)
    const doctor = await other.cli(['doctor'])
    assert.equal(doctor.exitCode, 1)
    assert.match(doctor.stdout, /^fail +listener +Port/m)
  })
})

describe('commands that need the data to themselves', () => {
  it('say so while a server runs, and change nothing', async () => {
    const { file } = await served.json<{ file: string }>(['backup'])
    for (const words of [['restore', file], ['migrate'], ['master-key', 'recover']]) {
      const { exitCode, stderr } = await served.cli(words)
      assert.equal(exitCode, 1)
      assert.match(stderr, /Stop the server/)
    }
    assert.ok(!readdirSync(served.dataDir).some((name) => name.includes('restore')))
  })

  it('cannot be smuggled in through the socket', async () => {
    const request = { argv: ['master-key', 'recover', '--yes'], password: null, cwd: '/' }
    const answer = await answerTo(served.dataDir, `${JSON.stringify(request)}\n`)
    assert.match(answer, /Stop the server/)
    assert.match(answer, /"exitCode":1/)
  })
})

describe('the port in links', () => {
  it('is the one that the server got', async () => {
    const { link } = await served.json<{ link: string }>(['user', 'invite', '--username', OWNER.username])
    assert.ok(link.startsWith(`${server.url}/invite/`))
  })
})

/** What the command socket says to a text until it hangs up. */
async function answerTo(dataDir: string, text: string): Promise<string> {
  const [name = ''] = readdirSync(join(dataDir, 'run'))
  const socket = connect(join(dataDir, 'run', name))
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  // A server that hangs up while we are still writing is what some of these want.
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(text)
  await closed
  return answer
}
