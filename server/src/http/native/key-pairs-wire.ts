import type { z } from 'zod'
import { DEFAULT_LIMITS } from '../../domain/key-pairs/call-limits.ts'
import type { PairFacts } from '../../domain/key-pairs/describe-pair.ts'
import type { ShownPair } from '../../domain/key-pairs/key-pair.ts'
import { UNNAMED } from '../../domain/key-pairs/own-pair.ts'
import type { GenerateOptions } from '../../domain/key-pairs/pair-options.ts'
import type { GenerateKeyPair } from './schemas/key-pairs.ts'
import { time, timeOrNull, useToWire } from './wire.ts'

/** What addresses call the pair without a name; nobody can name one so. */
const DEFAULT_NAME = 'default'

export function pairNameOf(text: string): string {
  return text === DEFAULT_NAME ? UNNAMED : text
}

export function pairToWire({ pair, lastUse, retired }: PairFacts) {
  return {
    id: pair.id,
    name: pair.name === UNNAMED ? DEFAULT_NAME : pair.name,
    userKey: pair.userKey,
    access: pair.scope?.access ?? ('write' as const),
    areas: pair.scope?.areas ?? null,
    domains: pair.scope?.domains ?? null,
    networks: pair.networks ?? [],
    clockCheck: pair.clockCheck,
    limits: { ...DEFAULT_LIMITS, ...pair.limits },
    createdAt: time(pair.createdAtMs),
    expiresAt: timeOrNull(pair.expiresAtMs),
    lastUse: lastUse && useToWire(lastUse),
    state: pair.state,
    overlap: retired?.endsAtMs == null ? null : { userKey: retired.userKey, endsAt: time(retired.endsAtMs) },
  }
}

export function revealedPairToWire(facts: PairFacts, { secretKey, user }: ShownPair) {
  return { ...pairToWire(facts), secretKey, username: user.name }
}

/** What was asked for, as the domain knows it. */
export function generateOptionsOf(body: z.output<typeof GenerateKeyPair> = {}): GenerateOptions {
  const { access, areas, domains, expiresAt, ...rest } = body
  const isScoped = access !== undefined || areas !== undefined || domains !== undefined
  const scope = { access: access ?? ('write' as const), areas: areas ?? null, domains: domains ?? null }
  return {
    ...rest,
    ...(isScoped && { scope }),
    ...(expiresAt !== undefined && { expiresAtMs: expiresAt === null ? null : Date.parse(expiresAt) }),
  }
}
