import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { linkIn, startMailServer } from '../support/mail.ts'
import { freePorts } from '../support/ports.ts'
import { startServer, type TestServer } from '../support/server.ts'

const EMAIL = 'ulla@example.com'
const PASSWORD = 'seven grey geese walked home'
/** Far less than the server waits for a mail server that says nothing. */
const SOON_MS = 3_000

const dataDir = mkdtempSync(join(tmpdir(), 'keyward-mail-'))
after(() => rmSync(dataDir, { recursive: true, force: true }))

const start = (port: number) =>
  startServer({
    dataDir,
    env: { KEYWARD_SMTP_URL: `smtp://127.0.0.1:${port}`, KEYWARD_SMTP_FROM: 'k@example.com' },
  })

async function forgot(server: TestServer): Promise<number> {
  const answer = await fetch(`${server.url}/v2.0/users/RAX-AUTH/forgot-pwd`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'RAX-AUTH:forgotPasswordCredentials': { username: 'ulla' } }),
    signal: AbortSignal.timeout(SOON_MS),
  })
  return answer.status
}

describe('a mail that was promised', () => {
  test('comes although the server was killed before it could be sent, and its link opens the form', async () => {
    const [deadPort = 0] = await freePorts(1)
    const first = await start(deadPort)
    const { stdout } = await first.cli(['account', 'list', '--json'])
    const [{ accountId }] = JSON.parse(stdout)
    const words = ['user', 'create', '--account', accountId, '--username', 'ulla', '--email', EMAIL]
    assert.equal((await first.cli([...words, '--password-stdin'], PASSWORD)).exitCode, 0)
    assert.equal(await forgot(first), 204)
    await first.stop('SIGKILL')

    const mail = await startMailServer()
    const second = await start(mail.port)
    await mail.taken(1)
    const link = linkIn(mail.mails[0]?.text ?? '')
    const page = await fetch(second.url + link, { redirect: 'manual' })
    assert.deepEqual([page.status, page.headers.get('location')], [303, '/reset'])
    await second.stop()
    await mail.stop()
  })

  test('holds nobody up while the mail server says nothing, and the server stops all the same', async () => {
    const sockets: { destroy(): unknown }[] = []
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
    await new Promise((listening) => silent.once('listening', listening))
    const address = silent.address()
    const server = await start(typeof address === 'object' ? (address?.port ?? 0) : 0)
    for (let times = 0; times < 3; times++) assert.equal(await forgot(server), 204)
    const apiKey = JSON.parse(
      (await server.cli(['key', 'reset', '--username', 'ulla', '--json'])).stdout,
    ).apiKey
    assert.match(apiKey, /^[0-9a-f]{32}$/)
    await server.stop()
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
})
