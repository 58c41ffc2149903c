import { ADMIN_TYPES, adminTypeOf } from '../../domain/administrators/administrator.ts'
import { mustShowOnce } from '../../domain/keys/show-once.ts'
import { addUser } from '../../domain/users/create-user.ts'
import type { Command } from '../command.ts'
import { userText } from '../user-text.ts'

export const create: Command = {
  name: 'create',
  summary: 'Make a user with an API key.',
  more:
    'The first user of an account owns it unless a role is given. ' +
    'Without a password the user is for a program, or comes in by "keyward user invite".',
  options: [
    { flags: '--account <number>', summary: 'account number', required: true },
    { flags: '--username <name>', summary: 'user name, different from all others', required: true },
    { flags: '--email <address>', summary: 'e-mail address' },
    { flags: '--role <role>', summary: 'role, such as identity:user-admin; may be repeated', many: true },
    {
      flags: '--admin-type <type>',
      summary: `makes an administrator of the e-mail area: ${ADMIN_TYPES.join(', ')}`,
    },
    { flags: '--default-region <region>', summary: 'region that clients use when they name none' },
  ],
  place: 'beside',
  password: 'given',
  run: async ({ open, actor, password }, input) => {
    const type = input.optional('adminType')
    const adminType = type === null ? null : adminTypeOf(type)
    const { deps } = await open()
    const { user, apiKey } = await addUser(deps, actor, {
      accountId: input.text('account'),
      name: input.text('username'),
      email: input.optional('email'),
      roles: input.many('role'),
      defaultRegion: input.optional('defaultRegion'),
      adminType,
      password,
    })
    const json = { accountId: user.accountId, userId: user.id, username: user.name, apiKey }
    const keep = (await mustShowOnce(deps, deps.store, user.accountId)) ? KEEP : ''
    const invite = password === null ? `\n\nNext: keyward user invite --username ${user.name}` : ''
    return { json, text: `${userText(user)}\n\nAPI key: ${apiKey}${keep}${invite}` }
  },
}

const KEEP = '\nKeep it now: this key cannot be shown again.'
