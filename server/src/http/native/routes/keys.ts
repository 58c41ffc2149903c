import { z } from 'zod'
import { createKey } from '../../../domain/keys/create-key.ts'
import { describeKey } from '../../../domain/keys/describe-key.ts'
import { endOverlap } from '../../../domain/keys/end-key.ts'
import { resetKey } from '../../../domain/keys/reset-key.ts'
import { revealKey } from '../../../domain/keys/reveal-key.ts'
import { SELF_OR_MANAGER } from '../../kit/rights.ts'
import { PLAIN, route } from '../route.ts'
import { ApiKey, CreateKeyRequest, ResetRequest, RevealedKey } from '../schemas.ts'
import { keyToWire, revealedKeyToWire } from '../wire.ts'
import { UserParams, userIdFor } from './params.ts'

const REACH = ['forbidden', 'not_found'] as const

export const KEY_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getKey',
    method: 'GET',
    path: '/users/:userId/key',
    summary: "A user's API key without its value; null for a user without one",
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: ApiKey.nullable(),
    refusals: REACH,
    handle: async ({ context, actor, params }) => {
      const facts = await describeKey(context.deps, actor(), userIdFor(actor(), params))
      return { body: facts && keyToWire(facts) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'createKey',
    method: 'POST',
    path: '/users/:userId/key',
    summary: 'Give a user without an API key one',
    access: 'caller',
    inPerson: true,
    needs: SELF_OR_MANAGER,
    idempotent: true,
    params: UserParams,
    body: z.union([z.undefined(), CreateKeyRequest]),
    success: 201,
    output: RevealedKey,
    refusals: [...REACH, 'step_up_needed', 'conflict', 'key_shown_once'],
    handle: async ({ context, actor, params, body, idempotencyKey }) => {
      const userId = userIdFor(actor(), params)
      const options = { ...body, ...(idempotencyKey && { idempotencyKey }) }
      const created = await createKey(context.deps, actor(), userId, options)
      return { body: revealedKeyToWire(created) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'revealKey',
    method: 'POST',
    path: '/users/:userId/key/reveal',
    summary: "Show a user's API key; written into the audit log first",
    access: 'caller',
    inPerson: true,
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: RevealedKey,
    refusals: [...REACH, 'step_up_needed', 'key_lost', 'key_shown_once'],
    handle: async ({ context, actor, params }) => {
      return { body: revealedKeyToWire(await revealKey(context.deps, actor(), userIdFor(actor(), params))) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'resetKey',
    method: 'POST',
    path: '/users/:userId/key/reset',
    summary: "Replace a user's API key; without overlap the old one is refused before the answer is sent",
    access: 'caller',
    inPerson: true,
    needs: SELF_OR_MANAGER,
    idempotent: true,
    params: UserParams,
    body: z.union([z.undefined(), ResetRequest]),
    success: 201,
    output: RevealedKey,
    refusals: [...REACH, 'step_up_needed', 'conflict', 'key_shown_once'],
    handle: async ({ context, actor, params, body, idempotencyKey }) => {
      const options = { overlapSeconds: 0, ...body, ...(idempotencyKey && { idempotencyKey }) }
      const reset = await resetKey(context.deps, actor(), userIdFor(actor(), params), options)
      return { body: revealedKeyToWire(reset) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'endOverlap',
    method: 'POST',
    path: '/users/:userId/key/end-overlap',
    summary: 'End the old key of an overlap now',
    access: 'caller',
    inPerson: true,
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: ApiKey,
    refusals: [...REACH, 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      return { body: keyToWire(await endOverlap(context.deps, actor(), userIdFor(actor(), params))) }
    },
  }),
]
