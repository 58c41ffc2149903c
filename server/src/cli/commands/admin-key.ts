import { DEFAULT_LIMITS } from '../../domain/key-pairs/call-limits.ts'
import { changePair } from '../../domain/key-pairs/change-pair.ts'
import { generatePair } from '../../domain/key-pairs/generate-pair.ts'
import {
  type CallKind,
  CLOCK_CHECKS,
  type ClockCheck,
  type PairLimits,
  type ShownPair,
} from '../../domain/key-pairs/key-pair.ts'
import { showPair } from '../../domain/key-pairs/show-pair.ts'
import type { Command, CommandGroup, Reply } from '../command.ts'
import { UsageError } from '../errors.ts'
import { userNamed } from '../find.ts'
import { overlapIn, overlapOption } from '../overlap.ts'
import { facts, printable } from '../table.ts'
import { USERNAME } from '../user-text.ts'

const generate: Command = {
  name: 'generate',
  summary: "Generate a super administrator's key pair for the e-mail API.",
  more:
    'Without --overlap an earlier pair is refused before this command ends, and with it every program that signs ' +
    'with it.',
  options: [USERNAME, overlapOption('pair')],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const overlapSeconds = overlapIn(input.optional('overlap'), 'pair')
    const { deps } = await open()
    const user = await userNamed(deps.store, input.text('username'))
    return reply(await generatePair(deps, actor, user.id, { overlapSeconds }))
  },
}

const show: Command = {
  name: 'show',
  summary: "Show a super administrator's key pair for the e-mail API. The audit log notes it.",
  options: [USERNAME],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const user = await userNamed(deps.store, input.text('username'))
    return reply(await showPair(deps, actor, user.id))
  },
}

const set: Command = {
  name: 'set',
  summary: 'Change how the signatures of a key pair are checked, and how many calls it may make.',
  more:
    'A static pair takes a signature of any time: whoever reads one header can use it for ever. ' +
    'Without a change the settings are shown.',
  options: [
    USERNAME,
    { flags: '--clock <check>', summary: `${CLOCK_CHECKS.join(', ')}: 26 hours, 5 minutes, not at all` },
    { flags: '--reads <calls>', summary: 'GET calls in a minute; 600 unless set' },
    { flags: '--writes <calls>', summary: 'other calls in a minute; 300 unless set' },
    { flags: '--domain-writes <calls>', summary: 'calls in a minute that change domains; 60 unless set' },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const clock = clockIn(input.optional('clock'))
    const limits = { read: input.whole('reads'), write: input.whole('writes') }
    const domainWrite = input.whole('domainWrites')
    const { deps } = await open()
    const user = await userNamed(deps.store, input.text('username'))
    const change = { limits: withoutMissing({ ...limits, domainWrite }), ...(clock && { clockCheck: clock }) }
    const pair = await changePair(deps, actor, user.id, change)
    const json = {
      userId: user.id,
      username: user.name,
      userKey: pair.userKey,
      clockCheck: pair.clockCheck,
      limits: { ...DEFAULT_LIMITS, ...pair.limits },
    }
    const { read, write, domainWrite: domains } = json.limits
    return {
      json,
      text: facts({
        'User name': printable(user.name),
        'User key': pair.userKey,
        'Clock check': pair.clockCheck,
        'In a minute': `${read} reads, ${write} writes, ${domains} of domains`,
      }),
    }
  },
}

/** @throws UsageError */
function clockIn(text: string | null): ClockCheck | null {
  if (text === null) return null
  const check = CLOCK_CHECKS.find((one) => one === text)
  if (check) return check
  throw new UsageError(`--clock: write ${CLOCK_CHECKS.join(', ')}.`)
}

function withoutMissing(given: Readonly<Record<CallKind, number | undefined>>): PairLimits {
  return Object.fromEntries(Object.entries(given).filter(([, limit]) => limit !== undefined))
}

export const adminKey: CommandGroup = {
  name: 'admin-key',
  summary: 'Key pairs of super administrators, for the e-mail API.',
  commands: [generate, show, set],
}

function reply({ user, userKey, secretKey }: ShownPair): Reply {
  const text = facts({ 'User name': printable(user.name), 'User key': userKey, 'Secret key': secretKey })
  return { json: { userId: user.id, username: user.name, userKey, secretKey }, text }
}
