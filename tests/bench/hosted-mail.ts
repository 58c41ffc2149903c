import { createHash } from 'node:crypto'
import type { Keyward } from '../../server/src/app.ts'
import type { SystemActor } from '../../server/src/domain/actor.ts'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { randomHexId } from '../../server/src/domain/ids.ts'
import { changePair } from '../../server/src/domain/key-pairs/change-pair.ts'
import { generatePair } from '../../server/src/domain/key-pairs/generate-pair.ts'
import { NEW_SETTINGS } from '../../server/src/domain/mailboxes/mailbox.ts'
import { request, type Shot } from './load.ts'

const BENCH: SystemActor = { kind: 'system', name: 'bench' }
/** More calls than a bench makes in a minute. */
const NO_LIMIT = 100_000_000

/** Mailboxes of one domain, and what signs requests about them. */
export interface BenchMailboxes {
  readonly addresses: readonly string[]
  readonly userKey: string
  readonly secretKey: string
}

/** The operator's domain with this many mailboxes, and the operator's key pair with the throttle raised. */
export async function addMailboxes({ deps }: Keyward, count: number): Promise<BenchMailboxes> {
  const user = await deps.store.users.byName('operator')
  if (!user) throw new Error('there is no operator')
  const { userKey, secretKey } = await generatePair(deps, BENCH, user.id)
  await changePair(deps, BENCH, user.id, { limits: { read: NO_LIMIT } })
  const { accountId } = user
  const domain = await addDomain(deps, BENCH, { accountId, name: 'bench.example' })
  const names = Array.from({ length: count }, (_, at) => `box-${at}`)
  await deps.store.transaction(async (tx) => {
    for (const name of names)
      await tx.mailboxes.insert({
        ...NEW_SETTINGS,
        ...{ id: randomHexId(deps.random), accountId, domainId: domain.id, name },
        ...{ address: `${name}@${domain.name}`, passwordHash: '{ARGON2ID}none', quotaMb: 25_600, usageMb: 0 },
        ...{ displayName: 'Anna Example', contact: { firstName: 'Anna', lastName: 'Example' } },
        ...{ createdAtMs: deps.clock.now(), lastLoginAtMs: null, deletedAtMs: null },
      })
  })
  return { addresses: names.map((name) => `${name}@${domain.name}`), userKey, secretKey }
}

/** Each signed as a program does it that signs once. */
export function mailboxShots({ addresses, userKey, secretKey }: BenchMailboxes): readonly Shot[] {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const hash = createHash('sha1').update(`${userKey}bench/1.0${stamp}${secretKey}`).digest('base64')
  const headers = { 'X-Api-Signature': `${userKey}:${stamp}:${hash}` }
  return addresses.map((address) => {
    const [name, domain] = address.split('@')
    return {
      request: request('GET', `/v1/customers/me/domains/${domain}/rs/mailboxes/${name}`, headers),
      expect: '200',
    }
  })
}
