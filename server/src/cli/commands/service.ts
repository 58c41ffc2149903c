import { addEndpoint } from '../../domain/catalog/add-endpoint.ts'
import type { Endpoint } from '../../domain/catalog/endpoint.ts'
import { listEndpoints } from '../../domain/catalog/list-endpoints.ts'
import { removeEndpoints } from '../../domain/catalog/remove-endpoints.ts'
import { listServices } from '../../domain/services/list-services.ts'
import type { Command, CommandGroup } from '../command.ts'
import { printable, table } from '../table.ts'
import { allow, disallow, outside, rules } from './service-rules.ts'

const add: Command = {
  name: 'add',
  summary: 'Put an endpoint of a service into the catalog that logins return.',
  begins: true,
  more: 'In addresses, %(tenant_id)s stands for the account number of whoever logs in.',
  options: [
    { flags: '--name <name>', summary: 'name that clients look for, such as cloudFiles', required: true },
    { flags: '--type <type>', summary: 'type, such as object-store', required: true },
    { flags: '--region <region>', summary: 'region, such as DFW; without it the service has no regions' },
    { flags: '--url <address>', summary: 'address for clients', required: true },
    { flags: '--internal-url <address>', summary: 'address for clients in the same data centre' },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const endpoint = await addEndpoint(deps, actor, {
      name: input.text('name'),
      type: input.text('type'),
      region: input.optional('region'),
      publicUrl: input.text('url'),
      internalUrl: input.optional('internalUrl'),
    })
    return { json: wire(endpoint), text: `${rows([endpoint])}\n\nEvery login returns it from now on.` }
  },
}

const list: Command = {
  name: 'list',
  summary: 'Show the catalog.',
  options: [],
  place: 'beside',
  run: async ({ open }) => {
    const endpoints = await listEndpoints((await open()).deps)
    return { json: endpoints.map(wire), text: endpoints.length === 0 ? EMPTY : rows(endpoints) }
  },
}

const EMPTY = `The catalog is empty.

Next: keyward service add --name cloudFiles --type object-store --region DFW --url 'https://files.example.com/v1/%(tenant_id)s'`

const remove: Command = {
  name: 'remove',
  summary: 'Take a service, or its endpoint in one region, out of the catalog.',
  options: [
    { flags: '--name <name>', summary: 'name of the service', required: true },
    { flags: '--region <region>', summary: 'only this region' },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const region = input.optional('region') ?? undefined
    const removed = await removeEndpoints(deps, actor, input.text('name'), region)
    const stays = (await listServices(deps, actor)).find(({ name }) => name === input.text('name'))
    const said = `Removed ${removed} endpoint${removed === 1 ? '' : 's'}.`
    return { json: { removed }, text: [said, ...outside(stays?.rules ?? [])].join('\n') }
  },
}

export const service: CommandGroup = {
  name: 'service',
  summary: 'Services and endpoints of the catalog.',
  commands: [add, list, remove, rules, allow, disallow],
}

function wire({ id, name, type, region, publicUrl, internalUrl }: Endpoint): object {
  return { id, name, type, region, publicUrl, internalUrl }
}

function rows(endpoints: readonly Endpoint[]): string {
  const cells = endpoints.map(({ id, name, type, region, publicUrl }) =>
    [String(id), name, type, region ?? '-', publicUrl].map(printable),
  )
  return table(['ID', 'NAME', 'TYPE', 'REGION', 'ADDRESS'], cells)
}
