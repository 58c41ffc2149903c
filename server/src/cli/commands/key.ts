import { createKey } from '../../domain/keys/create-key.ts'
import { isShownOnce, type KeyWithSecret } from '../../domain/keys/describe-key.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { revealKey } from '../../domain/keys/reveal-key.ts'
import type { Command, CommandGroup, Reply } from '../command.ts'
import { userNamed } from '../find.ts'
import { overlapIn, overlapOption } from '../overlap.ts'
import { facts, printable } from '../table.ts'

const USERNAME = { flags: '--username <name>', summary: 'user name', required: true }

const show: Command = {
  name: 'show',
  summary: "Show a user's API key. The audit log notes it.",
  options: [USERNAME],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const user = await userNamed(deps.store, input.text('username'))
    return reply(await revealKey(deps, actor, user.id))
  },
}

const reset: Command = {
  name: 'reset',
  summary: "Replace a user's API key; a user without one gets one.",
  more: 'Without --overlap the old key is refused, everywhere, before this command ends.',
  options: [
    USERNAME,
    overlapOption('key'),
    {
      flags: '--show-once',
      summary: 'keep no copy: the new key is printed now and can never be shown again',
    },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const overlapSeconds = overlapIn(input.optional('overlap'), 'key')
    const showOnce = input.flag('showOnce') ? { showOnce: true } : {}
    const { deps } = await open()
    const user = await userNamed(deps.store, input.text('username'))
    const hasKey = (await deps.store.keys.current(user.id)) !== null
    const key = hasKey
      ? await resetKey(deps, actor, user.id, { overlapSeconds, ...showOnce })
      : await createKey(deps, actor, user.id, showOnce)
    return reply(key)
  },
}

export const key: CommandGroup = {
  name: 'key',
  summary: 'API keys of users.',
  commands: [show, reset],
}

function reply(known: KeyWithSecret): Reply {
  const { key, secret, userName, retired } = known
  const shownOnce = isShownOnce(known)
  const retiredUntil = retired?.endsAtMs == null ? null : new Date(retired.endsAtMs).toISOString()
  const json = {
    userId: key.userId,
    username: userName,
    apiKey: secret,
    ...(shownOnce && { shownOnce }),
    ...(retiredUntil && { retiredUntil }),
    ...(key.state === 'unconfirmed' && { state: key.state }),
  }
  const lines = {
    'User id': key.userId,
    'User name': printable(userName),
    'API key': secret,
    ...(shownOnce && { Keep: 'now: this key cannot be shown again' }),
    ...(retiredUntil && { 'Old key until': retiredUntil }),
    ...(key.state === 'unconfirmed' && {
      State: 'refused since a restore: reset it, or keyward restore --trust-revocations',
    }),
  }
  return { json, text: facts(lines) }
}
