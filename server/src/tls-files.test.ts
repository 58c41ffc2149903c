import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { connect, TLSSocket } from 'node:tls'
import { loadConfig } from './config/load.ts'
import { startServer } from './serve.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-tls-'))
after(() => rmSync(root, { recursive: true, force: true }))

const skip = spawnSync('openssl', ['version']).error ? 'openssl is not installed' : false

/** Two pairs that openssl(1) makes: `old.crt`, `old.key`, `new.crt`, `new.key`. */
before(() => {
  if (skip) return
  for (const name of ['old', 'new']) {
    const files = ['-keyout', join(root, `${name}.key`), '-out', join(root, `${name}.crt`)]
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc']
    execFileSync('openssl', ['req', '-x509', ...curve, ...files, '-days', '2', '-subj', `/CN=${name}`], {
      stdio: 'pipe',
    })
  }
})

let serial = 0

/** The real server on files of its own; `look` lets the time pass after which it looks at them. */
async function serving(t: TestContext) {
  serial++
  const place = join(root, String(serial))
  const [certFile, keyFile] = [`${place}.crt`, `${place}.key`]
  const put = (name: string, file: string) => {
    writeFileSync(`${file}.next`, readFileSync(join(root, `${name}.${file.slice(-3)}`)))
    renameSync(`${file}.next`, file)
  }
  put('old', certFile)
  put('old', keyFile)
  t.mock.timers.enable({ apis: ['setInterval'] })
  const server = await startServer(
    loadConfig({
      KEYWARD_DATA_DIR: join(root, `data-${serial}`),
      KEYWARD_PORT: '0',
      KEYWARD_TLS_CERT_FILE: certFile,
      KEYWARD_TLS_KEY_FILE: keyFile,
      KEYWARD_LOG_LEVEL: 'silent',
    }),
  )
  t.after(() => server.stop())
  return {
    port: Number(new URL(server.publicUrl).port),
    putCert: (name: string) => put(name, certFile),
    putKey: (name: string) => put(name, keyFile),
    look: () => t.mock.timers.tick(5_000),
    breakCert: () => writeFileSync(certFile, 'no certificate'),
    removeKey: () => rmSync(keyFile),
  }
}

/** Whose certificate a new connection is shown. */
async function shownTo(port: number, more: object = {}): Promise<string> {
  const socket = connect({ port, host: 'localhost', rejectUnauthorized: false, ...more })
  try {
    await once(socket, 'secureConnect')
    return String(socket.getPeerCertificate().subject.CN)
  } finally {
    socket.destroy()
  }
}

/** One request on a connection that stays open. */
function ask(agent: Agent, port: number): Promise<{ status: number; socket: TLSSocket; shown: string }> {
  return new Promise((resolve, reject) => {
    const request = get({ agent, port, host: 'localhost', path: '/healthz', rejectUnauthorized: false })
    request.once('error', reject)
    request.once('response', (response) => {
      const { socket } = response
      response.resume().once('end', () => {
        assert.ok(socket instanceof TLSSocket)
        const shown = String(socket.getPeerCertificate().subject.CN)
        resolve({ status: response.statusCode ?? 0, socket, shown })
      })
    })
  })
}

describe('S-77 the certificate of the listener', { skip }, () => {
  it('is renewed while the server runs, without a dropped connection', async (t) => {
    const server = await serving(t)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    t.after(() => agent.destroy())
    const first = await ask(agent, server.port)
    assert.deepEqual([first.status, first.shown], [200, 'old'])
    server.putCert('new')
    server.putKey('new')
    assert.equal(await shownTo(server.port), 'old', 'not yet looked at')
    server.look()
    assert.equal(await shownTo(server.port), 'new')
    const second = await ask(agent, server.port)
    assert.equal(second.status, 200)
    assert.equal(second.socket, first.socket, 'the open connection went on')
  })

  it("stays in use until its successor and that one's key are both there", async (t) => {
    const server = await serving(t)
    server.putCert('new')
    server.look()
    assert.equal(await shownTo(server.port), 'old', 'certificate without its key')
    server.putKey('new')
    server.look()
    assert.equal(await shownTo(server.port), 'new')
  })

  it('stays in use when the files are broken or gone', async (t) => {
    const server = await serving(t)
    server.breakCert()
    server.look()
    assert.equal(await shownTo(server.port), 'old')
    server.removeKey()
    server.look()
    assert.equal(await shownTo(server.port), 'old')
    server.putCert('new')
    server.putKey('new')
    server.look()
    assert.equal(await shownTo(server.port), 'new')
  })

  it('is shown over TLS 1.2 and 1.3 alone, before and after it was renewed', async (t) => {
    const server = await serving(t)
    const weak = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const only = (version: string) => ({ minVersion: version, maxVersion: version })
    for (const name of ['old', 'new']) {
      server.putCert(name)
      server.putKey(name)
      server.look()
      await assert.rejects(shownTo(server.port, weak), { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' })
      assert.equal(await shownTo(server.port, only('TLSv1.2')), name)
      assert.equal(await shownTo(server.port, only('TLSv1.3')), name)
    }
  })
})
