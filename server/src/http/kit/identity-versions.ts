import type { FastifyReply, FastifyRequest } from 'fastify'
import { acceptsOnlyXml } from './identity-requests.ts'
import { V2_0_NAMESPACE } from './identity-xml-table.ts'
import { xmlOfJson } from './identity-xml-write.ts'

/** When the text of the version last changed; clients only show it. */
const UPDATED = {
  v1_0: '2011-06-01T00:00:00Z',
  v1_1: '2011-06-01T00:00:00Z',
  v2_0: '2014-04-17T00:00:00Z',
  v3: '2020-04-07T00:00:00Z',
}

const V2_MEDIA_TYPE = {
  base: 'application/json',
  type: 'application/vnd.openstack.identity+json;version=2.0',
}

const V3_MEDIA_TYPE = {
  base: 'application/json',
  type: 'application/vnd.openstack.identity-v3+json',
}

function selfLink(publicUrl: string, version: string) {
  return { rel: 'self', href: `${publicUrl}/${version}/` }
}

/**
 * The versions on offer, for `GET /` with 300. Keystone's clients read `values`; those of Rackspace's time read
 * `version`, where a version has one link.
 */
function versionsDocument(publicUrl: string) {
  const old = (id: string, updated: string) => ({
    id,
    status: 'DEPRECATED',
    updated,
    link: selfLink(publicUrl, id),
  })
  const v2 = { id: 'v2.0', updated: UPDATED.v2_0 }
  const link = selfLink(publicUrl, 'v2.0')
  const version = [old('v1.0', UPDATED.v1_0), old('v1.1', UPDATED.v1_1), { ...v2, status: 'CURRENT', link }]
  const values = [versionV3(publicUrl), { ...v2, status: 'stable', links: [link], 'media-types': [] }]
  return { versions: { values, version } }
}

/** Answers `GET /` for programs; the panel answers it for those who name `text/html`. */
export function sendVersions(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
): FastifyReply {
  const isXml = acceptsOnlyXml(headers.accept)
  const json = JSON.stringify(versionsDocument(publicUrl))
  return reply
    .code(300)
    .headers({ Location: `${publicUrl}/v3/`, Vary: 'Accept' })
    .type(isXml ? 'application/xml; charset=utf-8' : 'application/json')
    .send(isXml ? xmlOfJson(json, V2_0_NAMESPACE) : json)
}

/** Keystone's own entry for v3, the same at the root and on its prefix. */
export function versionV3(publicUrl: string) {
  return {
    id: 'v3.14',
    status: 'stable',
    updated: UPDATED.v3,
    links: [selfLink(publicUrl, 'v3')],
    'media-types': [V3_MEDIA_TYPE],
  }
}

/** One older version, for `GET` on its prefix. */
export function versionDocument(publicUrl: string, id: 'v1.1' | 'v2.0') {
  const isCurrent = id === 'v2.0'
  return {
    version: {
      id,
      status: isCurrent ? 'CURRENT' : 'DEPRECATED',
      updated: isCurrent ? UPDATED.v2_0 : UPDATED.v1_1,
      links: [selfLink(publicUrl, id)],
      'media-types': { values: isCurrent ? [V2_MEDIA_TYPE] : [] },
    },
  }
}
