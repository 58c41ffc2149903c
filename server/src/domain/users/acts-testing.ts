import { type Core, panelActor } from '../../../../tests/support/core.ts'
import { OPERATOR, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { freshName, sessionOf } from '../../../../tests/support/people.ts'
import type { Actor, UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { makeBypassCodes } from '../factors/recovery-codes.ts'
import { resetFactors } from '../factors/reset-factors.ts'
import { setUserRule, unlockFactors } from '../factors/user-rule.ts'
import { deleteKey } from '../keys/end-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { revealKey } from '../keys/reveal-key.ts'
import { READER } from '../roles/roles.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { changeRoles } from './change-roles.ts'
import { createUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { disableUser } from './disable-user.ts'
import { enableUser } from './enable-user.ts'
import { inviteUser } from './invite-user.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { updateUser } from './update-user.ts'
import type { User } from './user.ts'

/** Something that one user does to another. */
export interface ActOnOthers {
  readonly name: string
  /** Helpers may do it to users who have no part in managing. */
  readonly isHelp?: boolean
  /** Shows or replaces what opens something: not in somebody's name, and not with a key alone. */
  readonly isOfSecrets?: boolean
  /** What is written down of it, in this order. */
  readonly entries: readonly string[]
  /** What has to be so before it means anything. */
  readonly prepare?: (deps: Deps, user: User) => Promise<unknown>
  readonly run: (deps: Deps, actor: Actor, userId: string) => Promise<unknown>
}

const signIn = ({ store }: Deps, user: User) => store.sessions.insert(sessionOf(user, freshName('session')))
const withFactor = ({ store }: Deps, { id }: User) => store.users.update(id, { secondFactor: true })

export const ACTS_ON_OTHERS: readonly ActOnOthers[] = [
  {
    name: 'disabling',
    isHelp: true,
    entries: ['user.disable'],
    run: (deps, actor, id) => disableUser(deps, actor, id),
  },
  {
    name: 'enabling',
    isHelp: true,
    entries: ['user.enable'],
    prepare: (deps, { id }) => disableUser(deps, OPERATOR, id),
    run: (deps, actor, id) => enableUser(deps, actor, id),
  },
  {
    name: 'changing the address',
    isHelp: true,
    entries: ['user.update'],
    run: (deps, actor, id) => updateUser(deps, actor, id, { email: `${freshName()}@example.com` }),
  },
  {
    name: 'shutting out by a change',
    isHelp: true,
    entries: ['user.disable'],
    run: (deps, actor, id) => updateUser(deps, actor, id, { enabled: false }),
  },
  {
    name: 'changing the name',
    entries: ['user.update'],
    run: (deps, actor, id) => updateUser(deps, actor, id, { name: freshName('renamed') }),
  },
  {
    name: 'setting the password by a change',
    entries: ['user.password'],
    run: (deps, actor, id) => updateUser(deps, actor, id, { password: OTHER_PASSWORD }),
  },
  {
    name: 'deleting',
    entries: ['user.delete'],
    run: (deps, actor, id) => deleteUser(deps, actor, id),
  },
  {
    name: 'giving a role',
    entries: ['user.roles'],
    run: (deps, actor, id) => changeRoles(deps, actor, id, { add: [READER], remove: [] }),
  },
  {
    name: 'inviting',
    entries: ['user.invite'],
    run: (deps, actor, id) => inviteUser(deps, actor, id),
  },
  {
    name: 'taking an invitation back',
    entries: ['user.invite_revoke'],
    prepare: (deps, { id }) => inviteUser(deps, OPERATOR, id),
    run: (deps, actor, id) => revokeInvitation(deps, actor, id),
  },
  {
    name: 'ending the sessions',
    entries: ['session.end_all'],
    prepare: signIn,
    run: (deps, actor, id) => endSessions(deps, actor, id),
  },
  {
    name: 'showing the key',
    isOfSecrets: true,
    entries: ['key.show'],
    run: (deps, actor, id) => revealKey(deps, actor, id),
  },
  {
    name: 'resetting the key',
    isOfSecrets: true,
    entries: ['key.reset'],
    run: (deps, actor, id) => resetKey(deps, actor, id, { overlapSeconds: 0 }),
  },
  {
    name: 'deleting the key',
    isOfSecrets: true,
    entries: ['key.delete'],
    run: (deps, actor, id) => deleteKey(deps, actor, id),
  },
  {
    name: 'taking all factors away',
    isHelp: true,
    isOfSecrets: true,
    entries: ['factor.reset'],
    prepare: withFactor,
    run: (deps, actor, id) => resetFactors(deps, actor, id),
  },
  {
    name: 'making a code for a while',
    isHelp: true,
    isOfSecrets: true,
    entries: ['factor.bypass_codes'],
    prepare: withFactor,
    run: (deps, actor, id) => makeBypassCodes(deps, actor, id, { count: 1, lifeSeconds: 60 }),
  },
  {
    name: 'saying that a factor is required',
    isOfSecrets: true,
    entries: ['factor.rule'],
    run: (deps, actor, id) => setUserRule(deps, actor, id, 'required'),
  },
  {
    name: 'letting codes be taken again',
    isOfSecrets: true,
    entries: ['factor.unlock'],
    run: (deps, actor, id) => unlockFactors(deps, actor, id),
  },
]

interface Subject {
  readonly role: string
  /** That of the core unless told otherwise. */
  readonly accountId?: string
}

/** People whom this can be done to, made at once. */
export async function subjectsOf(
  { deps, accountId: usual }: Core,
  { prepare }: ActOnOthers,
  subjects: readonly Subject[],
): Promise<readonly User[]> {
  const made = await deps.store.transaction(async (tx) => {
    const users: User[] = []
    for (const { role, accountId = usual } of subjects) {
      const given = { accountId, name: freshName('subject'), roles: [role] }
      users.push((await createUser(deps, tx, OPERATOR, given)).user)
    }
    return users
  })
  for (const user of made) await prepare?.(deps, user)
  return made
}

/** Somebody new at the panel who has just proved presence. */
export async function presentActor(core: Core, role: string, accountId?: string): Promise<UserActor> {
  const { user } = await core.person([role], accountId)
  return panelActor(user, core.clock.now())
}
