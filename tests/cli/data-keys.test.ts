import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startServer } from '../support/server.ts'
import { accepts, freshPlace, type Place, withUser } from './place.ts'

interface Rotation {
  readonly made: number
  readonly renewed: number
  readonly unreadable: number
  readonly removed: number
  readonly kept: number
}

const rotate = (place: Place) => place.json<Rotation>(['data-keys', 'rotate'])

async function statusOf(place: Place, check: string): Promise<readonly string[]> {
  const { stdout } = await place.cli(['doctor', '--json'])
  const { findings }: { findings: { check: string; status: string }[] } = JSON.parse(stdout)
  return findings.filter((finding) => finding.check === check).map(({ status }) => status)
}

describe('keyward data-keys rotate', () => {
  it('S-23 works without a server, and the key is shown as before', async () => {
    const place = freshPlace()
    const { apiKey } = await withUser(place)
    const done = await rotate(place)
    assert.deepEqual([done.renewed, done.unreadable, done.kept], [1, 0, 1])
    assert.equal(done.made, done.removed + done.kept)
    assert.partialDeepStrictEqual(await place.json(['key', 'show', '--username', 'joe']), { apiKey })
    assert.deepEqual(await statusOf(place, 'data keys'), [])
  })

  it('S-23 works beside a running server, which goes on taking keys and refusing old ones', async (t) => {
    const place = freshPlace()
    const server = await startServer({ dataDir: place.dataDir })
    t.after(() => server.stop())
    const { apiKey } = await withUser(place)
    assert.ok(await accepts(server.url, apiKey), 'now it is in memory')
    assert.equal((await rotate(place)).unreadable, 0)
    assert.ok(await accepts(server.url, apiKey))
    const fresh = await place.json<{ apiKey: string }>(['key', 'reset', '--username', 'joe'])
    assert.equal(await accepts(server.url, apiKey), false)
    assert.ok(await accepts(server.url, fresh.apiKey))
    await place.json(['master-key', 'rotate'])
    assert.ok((await rotate(place)).made > 0)
    assert.ok(await accepts(server.url, fresh.apiKey))
    assert.equal(await accepts(server.url, apiKey), false)
  })

  it('says in a line what was done', async () => {
    const place = freshPlace()
    await withUser(place)
    const { stdout, exitCode } = await place.cli(['data-keys', 'rotate'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /Renewed rows +1\n/)
    assert.match(stdout, /All data keys were rotated\. The kept ones are still needed/)
  })

  it('explains itself', async () => {
    const { stdout, exitCode } = await freshPlace().cli(['data-keys', 'rotate', '--help'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /running it again completes it/)
  })

  it('begins no installation where there is none', async () => {
    const { exitCode, stderr } = await freshPlace().cli(['data-keys', 'rotate'])
    assert.equal(exitCode, 1)
    assert.match(stderr, /There is no database/)
  })
})
