import { addServiceRule } from '../../domain/services/add-rule.ts'
import { listServices, type PlacedRule, rulesOf } from '../../domain/services/list-services.ts'
import { removeServiceRule } from '../../domain/services/remove-rule.ts'
import type { ServiceRule } from '../../domain/services/service-rule.ts'
import type { Command } from '../command.ts'
import { printable, table } from '../table.ts'

const NAME = { flags: '--name <name>', summary: 'name of the service in the catalog' } as const

export const rules: Command = {
  name: 'rules',
  summary: 'Show whom services let in behind forward-auth.',
  options: [{ ...NAME, summary: 'only this service' }],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const name = input.optional('name')
    const shown =
      name === null
        ? (await listServices(deps, actor)).flatMap((service) => service.rules)
        : await rulesOf(deps, actor, name)
    return { json: shown, text: shown.length === 0 ? OPEN : [rows(shown), ...outside(shown)].join('\n\n') }
  },
}

const OPEN = 'No rules: every good credential is let in.'

export const allow: Command = {
  name: 'allow',
  summary: 'Let a role use a service, or a part of it.',
  more: 'The first rule of a service closes it to everybody whom no rule names.',
  options: [
    { ...NAME, required: true },
    { flags: '--role <role>', summary: 'role that is let in', required: true },
    { flags: '--method <method>', summary: 'only this method; may be given several times', many: true },
    {
      flags: '--path <pattern>',
      summary: 'only these paths; * or {name} stands for one segment, ** for any depth',
    },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const rule = await addServiceRule((await open()).deps, actor, {
      service: input.text('name'),
      methods: input.many('method'),
      path: input.optional('path') ?? '/**',
      role: input.text('role'),
    })
    return { json: rule, text: `${rows([rule])}\n\nWhoever no rule of ${rule.service} names is refused now.` }
  },
}

export const disallow: Command = {
  name: 'disallow',
  summary: 'Take a rule of a service back.',
  more: 'Without its last rule a service is open to every good credential again.',
  options: [{ flags: '--id <id>', summary: 'id of the rule, from service rules', required: true }],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const id = input.text('id')
    await removeServiceRule((await open()).deps, actor, id)
    return { json: { id }, text: 'Removed.' }
  },
}

function rows(shown: readonly ServiceRule[]): string {
  const cells = shown.map(({ id, service, methods, path, role }) =>
    [id, service, methods.join(',') || 'any', path, role].map(printable),
  )
  return table(['ID', 'SERVICE', 'METHODS', 'PATH', 'ROLE'], cells)
}

/** What to say of rules that no address of their service leads to; nothing when there are none. */
export function outside(shown: readonly PlacedRule[]): readonly string[] {
  const ids = shown.filter(({ endpointIds }) => endpointIds.length === 0).map(({ id }) => id)
  return ids.length === 0
    ? []
    : [`Outside every address of its service, so it lets nobody in: ${ids.join(', ')}`]
}
