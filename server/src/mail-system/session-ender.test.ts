import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { openTestDeps } from '../../../tests/support/deps.ts'
import { randomHexId } from '../domain/ids.ts'
import { Secret } from '../lib/secret.ts'
import { startSessionEnder } from './session-ender.ts'

const TOLD = '[["doveadmResponse",[{"result":"ann@x.example"}],"k"]]'
const NOBODY = '[["error",{"type":"exitCode","exitCode":68},"k"]]'

/** One that has to end connections, with a Dovecot that answers like this; without one nobody listens. */
async function ender(t: TestContext, dovecot: RequestListener | null, actWaitsMs = 60_000) {
  const kit = await openTestDeps()
  const folder = mkdtempSync(join(tmpdir(), 'keyward-ender-'))
  const socket = join(folder, 'http')
  const server = createServer(dovecot ?? (() => undefined))
  if (dovecot) await once(server.listen(socket), 'listening')
  const errors: unknown[] = []
  const { deps } = kit
  const hearing = { onError: (error: unknown) => errors.push(error), actWaitsMs }
  const running = startSessionEnder(deps, { socket, secret: new Secret('s') }, hearing)
  t.after(async () => {
    server.closeAllConnections()
    server.close()
    await running.stop()
    await kit.close()
    rmSync(folder, { recursive: true })
  })
  const end = (mask: string) =>
    deps.store.sessionEnds.insert({ id: randomHexId(deps.random), mask, atMs: deps.clock.now() })
  return { ...running, end, errors }
}

describe('connections that have to end', () => {
  test('have ended when Dovecot finds nobody any more', async (t) => {
    const answers = [TOLD, TOLD, NOBODY]
    const asked: string[] = []
    const { end, endNow } = await ender(t, async (request, response) => {
      for await (const part of request) asked.push(String(part))
      response.end(answers[asked.length - 1])
    })
    await end('ann@x.example')
    await endNow()
    assert.equal(asked.length, answers.length)
    assert.equal(new Set(asked).size, 1)
    assert.deepEqual(JSON.parse(asked[0] ?? ''), [['kick', { mask: 'ann@x.example' }, 'k']])
  })

  test('keep no act waiting for a Dovecot that is away, and it is told once', async (t) => {
    const { end, endNow, errors } = await ender(t, null)
    await end('ann@x.example')
    for (let acts = 0; acts < 3; acts++) await endNow()
    assert.equal(errors.length, 1)
  })

  test('keep no act waiting for a Dovecot that does not answer', async (t) => {
    const { end, endNow } = await ender(t, () => undefined, 1)
    await end('ann@x.example')
    await endNow()
  })
})
