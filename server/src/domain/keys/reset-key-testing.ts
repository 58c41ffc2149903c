import { after, before } from 'node:test'
import { answerTo, type Core, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import type { User } from '../users/user.ts'
import { type ResetOptions, resetKey } from './reset-key.ts'

export let core: Core

before(async () => {
  core = await openCore()
})

after(() => core.close())

export const reset = ({ id }: User, overlapSeconds = 0, more: Partial<ResetOptions> = {}) =>
  resetKey(core.deps, OPERATOR, id, { overlapSeconds, ...more })

export const works = async (secret: string) => (await answerTo(core.deps, secret)) === 'valid'
