import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Keyward } from '../../server/src/app.ts'
import { count } from '../support/counts.ts'
import { OPERATOR } from '../support/deps.ts'
import { onBothEngines, type TestEngine } from '../support/stores.ts'
import { HOUR_MS } from '../support/test-clock.ts'
import {
  breaking,
  forgetCopy,
  type Holder,
  Installation,
  newAccount,
  newHolder,
  noProgress,
  reset,
  rotateDataKeys,
  shown,
  works,
} from './installation.ts'

const USERS = 3

type Step =
  | { readonly kind: 'reset' | 'forget copy' | 'use'; readonly user: number }
  | { readonly kind: 'cut short'; readonly after: number }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'rotate master key' | 'rotate data keys' | 'complete' | 'restart' }

const user = fc.nat(USERS - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('reset', 'forget copy', 'use'), user }),
  fc.record({ kind: fc.constant('cut short'), after: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('wait'), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constantFrom('rotate master key', 'rotate data keys', 'complete', 'restart') }),
)

/** What must be true, beside the installation of which it must be true. */
class History {
  readonly #ended: string[] = []
  readonly #withoutCopy = new Set<Holder>()
  readonly #holders: readonly Holder[]
  readonly #installation: Installation
  #server: Keyward

  constructor(installation: Installation, server: Keyward, holders: readonly Holder[]) {
    this.#installation = installation
    this.#server = server
    this.#holders = holders
  }

  async take(next: Step): Promise<void> {
    const server = this.#server
    if ('user' in next) await this.#withUser(next.kind, this.#holders[next.user])
    else if (next.kind === 'wait') this.#installation.clock.advance(next.hours * HOUR_MS)
    else if (next.kind === 'cut short') await this.#cutShort(next.after)
    else if (next.kind === 'rotate master key') await server.rotateMasterKey(OPERATOR)
    else if (next.kind === 'rotate data keys') await rotateDataKeys(server)
    else if (next.kind === 'complete') await server.dataKeys.complete(OPERATOR)
    else this.#server = await this.#installation.restart()
  }

  async check(): Promise<void> {
    const server = this.#server
    for (const holder of this.#holders) {
      assert.ok(await works(server, holder.apiKey), 'a live key is taken')
      if (!this.#withoutCopy.has(holder)) assert.equal(await shown(server, holder), holder.apiKey)
    }
    for (const secret of this.#ended)
      assert.equal(await works(server, secret), false, 'an ended key is refused')
  }

  /** Lets go of the database's connections: the runs before must not use up what there are. */
  end(): Promise<void> {
    return this.#installation.closeAll()
  }

  async #withUser(kind: 'reset' | 'forget copy' | 'use', holder: Holder | undefined): Promise<void> {
    assert.ok(holder)
    if (kind === 'use') assert.ok(await works(this.#server, holder.apiKey))
    if (kind === 'reset') {
      this.#ended.push(await reset(this.#server, holder))
      this.#withoutCopy.delete(holder)
    }
    if (kind === 'forget copy') {
      await forgetCopy(this.#server, holder)
      this.#withoutCopy.add(holder)
    }
  }

  /** A process that ends after so many transactions of a rotation. */
  async #cutShort(after: number): Promise<void> {
    const broken = breaking(this.#server.deps.store, after)
    await assert.rejects(this.#server.dataKeys.rotate(OPERATOR, noProgress), /cut short/)
    broken.mend()
    this.#server = await this.#installation.restart()
  }
}

async function begin(engine: TestEngine, t: Parameters<typeof Installation.on>[1]): Promise<History> {
  const installation = await Installation.on(engine, t)
  const server = await installation.server()
  const holders: Holder[] = []
  for (let one = 0; one < USERS; one++)
    holders.push(await newHolder(server, await newAccount(server, `account ${one}`), `user-${one}`))
  return new History(installation, server, holders)
}

onBothEngines((engine) => {
  test('S-23 whatever is reset, rotated, cut short and restarted: live keys are taken and shown, ended ones refused', async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const history = await begin(engine, t)
        for (const next of steps) await history.take(next)
        await history.check()
        await history.end()
      }),
      { numRuns: count(100) },
    )
  })
})
