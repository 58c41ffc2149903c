import { checkDns } from '../../../domain/domains/check-dns.ts'
import { foundsDomains, mailAreasFor } from '../../../domain/domains/rights.ts'
import type { MailHosts } from '../../../lib/mail-hosts.ts'
import { dnsToWire } from '../mail-wire.ts'
import { PLAIN, route } from '../route.ts'
import { DnsQuery, DnsRecords, MailSystem } from '../schemas/mail-system.ts'
import { DomainParams, domainPlace } from './mail-params.ts'

export const MAIL_SYSTEM_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getMailSystem',
    method: 'GET',
    path: '/mail-system',
    summary:
      'Whether a mail system asks this server, where mail is received, and what the asker may do there',
    access: 'caller',
    needs: ['any'],
    success: 200,
    output: MailSystem,
    refusals: [],
    handle: async ({ context: { deps, mailHosts }, actor }) => ({
      body: {
        connected: deps.receivesMail,
        host: mailHosts.mx,
        programs: programsOf(mailHosts),
        areas: await mailAreasFor(deps.store, actor()),
        foundsDomains: await foundsDomains(deps.store, actor()),
      },
    }),
  }),
  route({
    ...PLAIN,
    operationId: 'getDomainDns',
    method: 'GET',
    path: '/domains/:domain/dns',
    summary: 'DNS records that a domain must publish; with `check`, whether it does',
    access: 'caller',
    needs: ['domains'],
    params: DomainParams,
    query: DnsQuery,
    success: 200,
    output: DnsRecords,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params, query }) => {
      const place = await domainPlace(context, actor(), params.domain)
      const asked = { ...place, host: context.mailHosts.mx, check: query.check === 'true' }
      return { body: { items: (await checkDns(context.deps, actor(), asked)).map(dnsToWire) } }
    },
  }),
]

function programsOf({ imap, pop3, smtp }: MailHosts) {
  return { imap, pop3, smtp }
}
