import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startMailServer, type TestMailServer } from '../support/mail.ts'
import { freePorts } from '../support/ports.ts'
import { freshPlace, type Place } from './place.ts'

interface Finding {
  readonly check: string
  readonly status: string
  readonly text: string
}

let server: TestMailServer
let place: Place

before(async () => {
  server = await startMailServer({ login: ['joe', 'right'] })
  place = freshPlace(settings('right'))
  await place.json(['account', 'create', '--name', 'Example'])
})
after(() => server.stop())

const settings = (password: string, port = server.port) => ({
  KEYWARD_SMTP_URL: `smtp://joe:${password}@127.0.0.1:${port}`,
  KEYWARD_SMTP_FROM: 'keyward@example.com',
})

/** The command line on the same data with other settings. */
async function other(env: Readonly<Record<string, string>>): Promise<Place> {
  const place = freshPlace(env)
  await place.json(['account', 'create', '--name', 'Example'])
  return place
}

async function finding(from: Place, check: string): Promise<Finding | undefined> {
  const { stdout } = await from.cli(['doctor', '--json'])
  const { findings }: { readonly findings: readonly Finding[] } = JSON.parse(stdout)
  return findings.find((one) => one.check === check)
}

describe('keyward mail test', () => {
  it('sends a mail and says who took it', async () => {
    const sent = await place.json(['mail', 'test', 'op@example.com'])
    const mail = { host: '127.0.0.1', port: server.port, from: 'keyward@example.com', to: 'op@example.com' }
    assert.deepEqual(sent, { sent: true, ...mail })
    assert.deepEqual(server.mails.at(-1)?.to, ['op@example.com'])
  })

  it('says in one line what is wrong, and never the password', async () => {
    const [deadPort] = await freePorts(1)
    for (const [env, text] of [
      [settings('wrong'), /EAUTH 535.*KEYWARD_SMTP_URL/],
      [settings('right', deadPort), /Nothing answers there/],
      [{}, /No mail server is set: KEYWARD_SMTP_URL/],
    ] as const) {
      const { exitCode, stdout, stderr } = await freshPlace(env).cli(['mail', 'test', 'op@example.com'])
      assert.deepEqual([exitCode, stdout], [1, ''])
      assert.match(stderr, text)
      assert.doesNotMatch(stderr, /wrong|right/)
      assert.equal(stderr.trim().split('\n').length, 1)
    }
  })

  it('wants an address that can be one', async () => {
    for (const address of ['nobody', 'a@b, c@d', '']) {
      assert.notEqual((await place.cli(['mail', 'test', address])).exitCode, 0)
    }
    assert.equal((await place.cli(['mail', 'test'])).exitCode, 2)
  })
})

describe('keyward doctor, on mail', () => {
  it('is content with a mail server that lets it in, and with none', async () => {
    assert.equal((await finding(place, 'mail'))?.status, 'ok')
    assert.equal((await finding(await other({}), 'mail'))?.status, 'ok')
  })

  it('finds one that cannot be reached or used, and says what to do', async () => {
    const [deadPort] = await freePorts(1)
    for (const env of [settings('wrong'), settings('right', deadPort)]) {
      const found = await finding(await other(env), 'mail')
      assert.equal(found?.status, 'fail')
      assert.match(found.text, /look at/)
    }
  })

  it('tells what waits to be sent', async () => {
    assert.match((await finding(place, 'outbox'))?.text ?? '', /No mail waits/)
    const [{ accountId } = { accountId: '' }] = await place.json<{ accountId: string }[]>(['account', 'list'])
    const user = ['--username', 'joe']
    await place.json(['user', 'create', '--account', accountId, ...user, '--email', 'joe@example.com'])
    await place.json(['user', 'invite', ...user])
    assert.match((await finding(place, 'outbox'))?.text ?? '', /^1 waiting/)
  })
})
