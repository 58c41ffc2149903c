import { createRole } from '../../domain/roles/create-role.ts'
import { deleteRole } from '../../domain/roles/delete-role.ts'
import { type GivableRole, listRoles } from '../../domain/roles/list-roles.ts'
import type { Command, CommandGroup } from '../command.ts'
import { printable, table } from '../table.ts'

const NAME = { flags: '--name <name>', summary: 'name, such as cloudFiles:observer', required: true } as const

const add: Command = {
  name: 'add',
  summary: 'Make a role that users can be given, for services to ask for.',
  options: [
    NAME,
    { flags: '--description <text>', summary: 'what it is for' },
    { flags: '--operators-only', summary: 'account owners and managers may not give it' },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const name = input.text('name')
    const description = input.optional('description') ?? ''
    const givenByAccounts = !input.flag('operatorsOnly')
    await createRole(deps, actor, { name, description, givenByAccounts })
    const role = (await listRoles(deps.store)).filter((one) => one.name === name)
    return { json: role.map(wire)[0] ?? {}, text: rows(role) }
  },
}

const list: Command = {
  name: 'list',
  summary: 'Show the roles that users can be given.',
  options: [],
  place: 'beside',
  run: async ({ open }) => {
    const roles = await listRoles((await open()).deps.store)
    return { json: roles.map(wire), text: rows(roles) }
  },
}

const remove: Command = {
  name: 'remove',
  summary: 'Remove a role, from everybody who has it at once.',
  options: [NAME],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const holders = await deleteRole((await open()).deps, actor, input.text('name'))
    return { json: { holders }, text: `Removed, from ${holders} user${holders === 1 ? '' : 's'}.` }
  },
}

export const roles: CommandGroup = {
  name: 'role',
  summary: 'Roles that users can be given.',
  commands: [add, list, remove],
}

function wire({ id, name, description, builtIn, givenByAccounts }: GivableRole): object {
  return { id, name, description, builtIn, givenByAccounts }
}

function rows(all: readonly GivableRole[]): string {
  const cells = all.map(({ id, name, description, builtIn, givenByAccounts }) => {
    const givenBy = givenByAccounts ? (builtIn ? 'by rank' : 'accounts') : 'operators'
    return [id, name, givenBy, description].map(printable)
  })
  return table(['ID', 'NAME', 'GIVEN', 'DESCRIPTION'], cells)
}
