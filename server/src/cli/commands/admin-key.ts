import { generatePair } from '../../domain/key-pairs/generate-pair.ts'
import type { ShownPair } from '../../domain/key-pairs/key-pair.ts'
import { showPair } from '../../domain/key-pairs/show-pair.ts'
import type { Command, CommandGroup, Reply } from '../command.ts'
import { userNamed } from '../find.ts'
import { facts, printable } from '../table.ts'
import { USERNAME } from '../user-text.ts'

const generate: Command = {
  name: 'generate',
  summary: "Generate a super administrator's key pair for the e-mail API.",
  more: 'An earlier pair is refused before this command ends, and with it every program that signs with it.',
  options: [USERNAME],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const user = await userNamed(deps.store, input.text('username'))
    return reply(await generatePair(deps, actor, user.id))
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

export const adminKey: CommandGroup = {
  name: 'admin-key',
  summary: 'Key pairs of super administrators, for the e-mail API.',
  commands: [generate, show],
}

function reply({ user, userKey, secretKey }: ShownPair): Reply {
  const text = facts({ 'User name': printable(user.name), 'User key': userKey, 'Secret key': secretKey })
  return { json: { userId: user.id, username: user.name, userKey, secretKey }, text }
}
