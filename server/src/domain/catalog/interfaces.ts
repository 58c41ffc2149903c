import { sha256Hex } from '../../lib/sha256.ts'
import type { Endpoint } from './endpoint.ts'

export const INTERFACES = ['public', 'internal', 'admin'] as const
export type InterfaceName = (typeof INTERFACES)[number]

/** One address of a place, for one kind of client. */
export interface Interface {
  readonly name: InterfaceName
  readonly url: string
}

export const IDENTITY = 'identity'
/** The id of this server's own endpoint; stored ones count from 1. */
export const OWN_ID = 0

/** What there is; management commands and old middleware look for an admin endpoint of the identity service. */
export function interfacesOf(endpoint: Endpoint): readonly Interface[] {
  const inner = endpoint.internalUrl ?? endpoint.publicUrl
  const isIdentity = endpoint.type === IDENTITY
  return INTERFACES.flatMap((name) => {
    const url = addressOf(endpoint, name) || (isIdentity ? inner : '')
    return url === '' ? [] : [{ name, url }]
  })
}

/** What is stored; empty where there is none. */
export function addressOf(endpoint: Endpoint, name: InterfaceName): string {
  if (name === 'public') return endpoint.publicUrl
  return (name === 'internal' ? endpoint.internalUrl : endpoint.adminUrl) ?? ''
}

/** Empty where it has none. */
export function labelOf({ labels }: Endpoint, name: InterfaceName): string {
  return labels?.[name] ?? ''
}

/** @param label empty for none */
export function withLabel(endpoint: Endpoint, name: InterfaceName, label: string): Endpoint {
  const { labels, ...rest } = endpoint
  const { [name]: _, ...others } = labels ?? {}
  const next = label === '' ? others : { ...others, [name]: label }
  return Object.keys(next).length === 0 ? rest : { ...rest, labels: next }
}

/** @param url null for none */
export function withAddress(endpoint: Endpoint, name: InterfaceName, url: string | null): Endpoint {
  if (name === 'public') return { ...endpoint, publicUrl: url ?? '' }
  if (name === 'internal') return { ...endpoint, internalUrl: url }
  const { adminUrl: _, ...others } = endpoint
  return url === null ? others : { ...others, adminUrl: url }
}

/** Identity v3 gives each interface of a place an id of its own. */
export function interfaceId({ id, name, type, region }: Endpoint, side: InterfaceName): string {
  const place = id === OWN_ID ? `${name}\0${type}\0${region ?? ''}` : id
  return sha256Hex(`endpoint\0${place}\0${side}`).slice(0, 32)
}
