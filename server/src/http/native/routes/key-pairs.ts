import { z } from 'zod'
import type { UserActor } from '../../../domain/actor.ts'
import type { Deps } from '../../../domain/deps.ts'
import { changePair } from '../../../domain/key-pairs/change-pair.ts'
import { describePairs, pairFacts } from '../../../domain/key-pairs/describe-pair.ts'
import { deletePair, endPairOverlap } from '../../../domain/key-pairs/end-pair.ts'
import { generatePair } from '../../../domain/key-pairs/generate-pair.ts'
import { impactOfPair, reconnectOfPair } from '../../../domain/key-pairs/pair-callers.ts'
import { showPair } from '../../../domain/key-pairs/show-pair.ts'
import { generateOptionsOf, pairNameOf, pairToWire, revealedPairToWire } from '../key-pairs-wire.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { Impact, Reconnect } from '../schemas/callers.ts'
import {
  GenerateKeyPair,
  KeyPair,
  KeyPairChange,
  KeyPairList,
  RevealedKeyPair,
} from '../schemas/key-pairs.ts'
import { impactToWire, reconnectToWire } from '../wire.ts'
import { PairParams } from './params.ts'

/** A pair is its owner's alone, so there is no other user to name. */
const OWN = '/users/me/key-pairs'
const ONE = `${OWN}/:pairName`
const SECRET = ['forbidden', 'step_up_needed'] as const

/** The facts beside the secret are read after it was made or shown: they tell none. */
const factsOf = (deps: Deps, { userId }: UserActor, name: string) => pairFacts(deps, deps.store, userId, name)

export const KEY_PAIR_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listKeyPairs',
    method: 'GET',
    path: OWN,
    summary: 'The key pairs of a super administrator for the signed e-mail API, without their secrets',
    access: 'caller',
    needs: ['super'],
    success: 200,
    output: KeyPairList,
    refusals: ['forbidden'],
    handle: async ({ context: { deps }, actor }) => {
      const pairs = await describePairs(deps, actor(), actor().userId)
      return { body: { items: pairs.map(pairToWire) } }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'generateKeyPair',
    method: 'POST',
    path: ONE,
    summary: 'Generate a key pair; without overlap the one before is refused before the answer is sent',
    access: 'session',
    needs: ['super'],
    idempotent: true,
    params: PairParams,
    body: z.union([z.undefined(), GenerateKeyPair]),
    success: 201,
    output: RevealedKeyPair,
    refusals: [...SECRET, 'conflict'],
    handle: async ({ context: { deps }, actor, params, body, idempotencyKey }) => {
      const name = pairNameOf(params.pairName)
      const options = { ...generateOptionsOf(body), name, ...(idempotencyKey && { idempotencyKey }) }
      const made = await generatePair(deps, actor(), actor().userId, options)
      return { body: revealedPairToWire(await factsOf(deps, actor(), name), made) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'revealKeyPair',
    method: 'POST',
    path: `${ONE}/reveal`,
    summary: 'Show a key pair; written into the audit log first',
    access: 'session',
    needs: ['super'],
    params: PairParams,
    success: 200,
    output: RevealedKeyPair,
    refusals: [...SECRET, 'not_found'],
    handle: async ({ context: { deps }, actor, params }) => {
      const name = pairNameOf(params.pairName)
      const shown = await showPair(deps, actor(), actor().userId, name)
      return { body: revealedPairToWire(await factsOf(deps, actor(), name), shown) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'changeKeyPair',
    method: 'PATCH',
    path: ONE,
    summary: 'Change how the signatures of a key pair are checked, and how many calls it may make',
    access: 'session',
    needs: ['super'],
    params: PairParams,
    body: KeyPairChange,
    success: 200,
    output: KeyPair,
    refusals: [...SECRET, 'not_found'],
    handle: async ({ context: { deps }, actor, params, body }) => {
      const name = pairNameOf(params.pairName)
      await changePair(deps, actor(), actor().userId, body, name)
      return { body: pairToWire(await factsOf(deps, actor(), name)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'endKeyPairOverlap',
    method: 'POST',
    path: `${ONE}/end-overlap`,
    summary: 'End the old key pair of an overlap now',
    access: 'session',
    needs: ['super'],
    params: PairParams,
    success: 200,
    output: KeyPair,
    refusals: [...SECRET, 'not_found'],
    handle: async ({ context: { deps }, actor, params }) => {
      const facts = await endPairOverlap(deps, actor(), actor().userId, pairNameOf(params.pairName))
      return { body: pairToWire(facts) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'deleteKeyPair',
    method: 'DELETE',
    path: ONE,
    summary: 'End a key pair, and an overlap with it, for good',
    access: 'session',
    needs: ['super'],
    params: PairParams,
    success: 204,
    output: NoContent,
    refusals: [...SECRET, 'not_found'],
    handle: async ({ context: { deps }, actor, params }) => {
      await deletePair(deps, actor(), actor().userId, pairNameOf(params.pairName))
      return { body: undefined }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getKeyPairImpact',
    method: 'GET',
    path: `${ONE}/impact`,
    summary: 'Who signed with a key pair in the last 30 days and would be disconnected by another one',
    access: 'caller',
    needs: ['super'],
    params: PairParams,
    success: 200,
    output: Impact,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context: { deps }, actor, params }) => {
      const name = pairNameOf(params.pairName)
      return { body: impactToWire(await impactOfPair(deps, actor(), actor().userId, name)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getKeyPairReconnect',
    method: 'GET',
    path: `${ONE}/reconnect`,
    summary: 'Who came back after a key pair was replaced, and who did not',
    access: 'caller',
    needs: ['super'],
    params: PairParams,
    success: 200,
    output: Reconnect,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context: { deps }, actor, params }) => {
      const name = pairNameOf(params.pairName)
      return { body: reconnectToWire(await reconnectOfPair(deps, actor(), actor().userId, name)) }
    },
  }),
]
