import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore, withFailingAudit } from '../../../../tests/support/core.ts'
import { type MailWorld, mailWorld } from '../../../../tests/support/mail-world.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { makeDkimKey, revokeDkimKeys, verifyDkimKey } from './change-key.ts'
import { recordOf, type ShownDkimKey, subdomainOf } from './dkim-key.ts'
import { showDkimKey, signingKeyOf } from './show-key.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

type Records = Map<string, readonly string[]>

/** A domain, and name servers that know these records. */
async function zone() {
  const mail = await mailWorld(core)
  const records: Records = new Map()
  const deps: Deps = {
    ...core.deps,
    dns: { mx: async () => null, txt: async (name) => records.get(name) ?? [] },
  }
  const place = { accountId: mail.accountId, name: mail.domain }
  const publish = (key: ShownDkimKey) =>
    records.set(`${subdomainOf(key)}.${mail.domain}`, ['v=spf1 -all', recordOf(key)])
  const make = () => makeDkimKey(deps, mail.admin, place)
  const verify = () => verifyDkimKey(deps, mail.admin, place)
  const show = () => showDkimKey(deps, mail.admin, place)
  const revoke = () => revokeDkimKeys(deps, mail.admin, place)
  const signing = async () => (await signingKeyOf(deps, deps.store, mail.domainId))?.selector ?? null
  const stored = () => deps.store.dkimKeys.ofDomain(mail.domainId)
  return { mail, deps, place, records, publish, make, verify, show, revoke, signing, stored }
}

describe('a key of a domain', () => {
  test('signs nothing before its record is found, and then it does', async () => {
    const { make, verify, publish, signing, show } = await zone()
    const key = await make()
    assert.deepEqual([key.activatedAtMs, await signing()], [null, null])
    const missing = await refusedWith('input.invalid', verify())
    assert.match(missing.facts.reason ?? '', /^There is no TXT record at /)
    assert.equal(await signing(), null)
    publish(key)
    assert.equal((await verify())?.activatedAtMs, core.clock.now())
    assert.equal(await signing(), key.selector)
    assert.deepEqual(await show(), { ...key, activatedAtMs: core.clock.now() })
  })

  test('whose name holds the record of another is told so, and does not sign', async () => {
    const { mail, make, verify, records, signing } = await zone()
    const key = await make()
    const name = `${subdomainOf(key)}.${mail.domain}`
    records.set(name, [recordOf({ publicKey: 'b3RoZXI=' })])
    const { facts } = await refusedWith('input.invalid', verify())
    assert.deepEqual(
      [facts.field, facts.reason],
      ['dnsKey', `The TXT record is not that of the key at ${name}`],
    )
    assert.equal(await signing(), null)
  })

  test('waits on while name servers do not answer', async () => {
    const { make, deps, mail, place, stored } = await zone()
    await make()
    const before = await stored()
    const silent = { ...deps, dns: { mx: async () => null, txt: async () => null } }
    assert.equal(await answerOf(verifyDkimKey(silent, mail.admin, place)), 'busy')
    assert.deepEqual(await stored(), before)
  })

  test('goes on signing while the next one waits, and is gone as soon as that one signs', async () => {
    const { make, verify, publish, signing, show, stored } = await zone()
    const old = await make()
    publish(old)
    await verify()
    const next = await make()
    assert.notEqual(next.selector, old.selector)
    assert.equal((await show())?.id, next.id, 'what is shown is what there is to do')
    await refusedWith('input.invalid', verify())
    assert.equal(await signing(), old.selector)
    publish(next)
    await verify()
    assert.equal(await signing(), next.selector)
    assert.deepEqual(
      (await stored()).map(({ id }) => id),
      [next.id],
    )
  })

  test('is opened for signing as it was made, and shown without it', async () => {
    const { mail, deps, make, verify, publish, show, stored } = await zone()
    publish(await make())
    await verify()
    const [row] = await stored()
    assert.ok(row)
    const signer = await signingKeyOf(deps, deps.store, mail.domainId)
    assert.match(signer?.privateKeyPem ?? '', /^private \d+$/)
    assert.equal(Buffer.from(row.sealed).includes(signer?.privateKeyPem ?? ''), false)
    assert.equal('sealed' in ((await show()) ?? {}), false)
  })

  test('that was verified already is told again, and nothing is written for it', async () => {
    const { mail, make, verify, publish } = await zone()
    publish(await make())
    const first = await verify()
    const logged = await mail.logged(async () => {
      core.clock.advance(1)
      assert.deepEqual(await verify(), first)
    })
    assert.deepEqual(logged, [])
  })

  test('that there is not is null to whoever looks or verifies, and revoking it writes nothing', async () => {
    const { mail, verify, show, revoke } = await zone()
    assert.deepEqual([await verify(), await show()], [null, null])
    assert.deepEqual(await mail.logged(revoke), [])
  })

  test('is revoked with the one that waits', async () => {
    const { mail, make, verify, publish, revoke, signing, stored } = await zone()
    publish(await make())
    await verify()
    await make()
    assert.deepEqual(await mail.logged(revoke), [['dkim.revoke', `domain:${mail.domain}`]])
    assert.deepEqual([await signing(), await stored()], [null, []])
  })
})

test('keys of one day have names of their own, also after the one before was revoked or replaced', async () => {
  const { make, revoke } = await zone()
  const keys = [await make()]
  for (let made = 1; made < 9; made++) keys.push(await make())
  await revoke()
  keys.push(await make(), await make())
  const selectors = keys.map(({ selector }) => selector)
  const [day = ''] = selectors
  assert.match(day, /^\d{8}$/)
  const numbered = Array.from({ length: 10 }, (_, at) => `${day}-${at + 2}`)
  assert.deepEqual(selectors, [day, ...numbered])
})

describe('two at once', () => {
  test('who make a key leave one that waits', async () => {
    const { make, stored } = await zone()
    const made = await Promise.all([make(), make(), make()])
    const rows = await stored()
    assert.equal(rows.length, 1)
    assert.ok(made.some(({ id }) => id === rows[0]?.id))
  })

  test('who verify activate the key once', async () => {
    const { mail, make, verify, publish } = await zone()
    publish(await make())
    const logged = await mail.logged(async () => {
      const [one, other] = await Promise.all([verify(), verify()])
      assert.deepEqual(one, other)
    })
    assert.deepEqual(logged, [['dkim.activate', `domain:${mail.domain}`]])
  })

  test('of whom one makes another key while DNS is asked for the first: nothing is activated that was not looked for', async () => {
    const { mail, deps, place, make, publish, signing, show } = await zone()
    const first = await make()
    publish(first)
    let second: ShownDkimKey | null = null
    const meanwhile: Deps = {
      ...deps,
      dns: {
        ...deps.dns,
        txt: async (name) => {
          second = await make()
          return deps.dns.txt(name)
        },
      },
    }
    const answer = await verifyDkimKey(meanwhile, mail.admin, place)
    assert.deepEqual(answer, second)
    assert.equal(await signing(), null)
    assert.deepEqual(await show(), second)
  })

  test('of whom one revokes while DNS is asked: nothing comes back', async () => {
    const { mail, deps, place, make, publish, revoke, stored } = await zone()
    publish(await make())
    const txt = async (name: string) => {
      await revoke()
      return deps.dns.txt(name)
    }
    const meanwhile = { ...deps, dns: { ...deps.dns, txt } }
    assert.equal(await verifyDkimKey(meanwhile, mail.admin, place), null)
    assert.deepEqual(await stored(), [])
  })
})

describe('a change of keys', () => {
  const acts = ({ accountId, domain: name }: Pick<MailWorld, 'accountId' | 'domain'>) => ({
    make: (deps: Deps, actor: Actor) => makeDkimKey(deps, actor, { accountId, name }),
    verify: (deps: Deps, actor: Actor) => verifyDkimKey(deps, actor, { accountId, name }),
    revoke: (deps: Deps, actor: Actor) => revokeDkimKeys(deps, actor, { accountId, name }),
    show: (deps: Deps, actor: Actor) => showDkimKey(deps, actor, { accountId, name }),
  })

  test('that the log cannot take leaves the keys as they were', async () => {
    const { mail, deps, make, verify, publish, stored } = await zone()
    publish(await make())
    await verify()
    publish(await make())
    const before = await stored()
    const failing = withFailingAudit(deps)
    const { make: makes, verify: verifies, revoke: revokes } = acts(mail)
    for (const act of [makes, verifies, revokes]) {
      assert.equal(await answerOf(act(failing, mail.admin)), 'storage.full')
      assert.deepEqual(await stored(), before)
    }
  })

  test('and a look at them is for those with the area of domains; other accounts see nothing', async () => {
    const { mail, deps, make, publish } = await zone()
    publish(await make())
    const [inside, other, spam] = [
      await mail.limited(['domains'], [mail.domain]),
      await mail.limited(['domains'], ['other.example']),
      await mail.limited(['spam', 'mailboxes']),
    ]
    for (const [name, act] of Object.entries(acts(mail))) {
      assert.equal(await answerOf(act(deps, other)), 'actor.forbidden', name)
      assert.equal(await answerOf(act(deps, spam)), 'actor.forbidden', name)
      assert.equal(await answerOf(act(deps, await mail.outsider())), 'actor.forbidden', name)
      assert.equal(await answerOf(act(deps, mail.stranger)), 'account.not_found', name)
    }
    // A domain is not found by an account that it does not belong to.
    for (const [name, act] of Object.entries(acts({ ...mail, accountId: mail.stranger.accountId })))
      assert.equal(await answerOf(act(deps, mail.stranger)), 'mail_domain.not_found', name)
    for (const [name, act] of Object.entries(acts(mail)))
      assert.ok(['valid', 'input.invalid'].includes(await answerOf(act(deps, inside))), name)
  })

  test('costs nobody a pair who may not make one', async () => {
    const { mail, deps } = await zone()
    let pairs = 0
    const newPair = () => {
      pairs++
      return deps.dkim.newPair()
    }
    const counting = { ...deps, dkim: { newPair } }
    assert.equal(await answerOf(acts(mail).make(counting, mail.stranger)), 'account.not_found')
    assert.equal(pairs, 0)
  })
})

interface Known {
  readonly id: string
  isPublished: boolean
}

test('whatever is made, published, verified and revoked: at most one key waits, one signs, and only with a record found', async () => {
  const step = fc.constantFrom('make', 'publish', 'unpublish', 'verify', 'verify', 'revoke', 'day')
  const { records, publish, make, verify, show, revoke, stored } = await zone()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      await revoke()
      records.clear()
      let waiting: Known | null = null
      let signing: string | null = null
      for (const act of steps) {
        if (act === 'make') waiting = { id: (await make()).id, isPublished: false }
        if (act === 'revoke') {
          await revoke()
          waiting = null
          signing = null
        }
        if (act === 'day') core.clock.advance(86_400_000)
        const key = await show()
        if (act === 'publish' && key && waiting) {
          publish(key)
          waiting.isPublished = true
        }
        if (act === 'unpublish') {
          records.clear()
          if (waiting) waiting.isPublished = false
        }
        if (act === 'verify') {
          const isRefused: boolean = waiting !== null && !waiting.isPublished
          assert.equal(await answerOf(verify()), isRefused ? 'input.invalid' : 'valid')
          if (waiting && !isRefused) {
            signing = waiting.id
            waiting = null
          }
        }
        const rows = await stored()
        assert.deepEqual(
          [
            rows.filter((row) => row.activatedAtMs === null),
            rows.filter((row) => row.activatedAtMs !== null),
          ].map((some) => some.map(({ id }) => id)),
          [waiting ? [waiting.id] : [], signing === null ? [] : [signing]],
        )
        assert.equal(new Set(rows.map(({ selector }) => selector)).size, rows.length)
      }
    }),
    { numRuns: 25 },
  )
})
