import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import { TESTER, type TestApp } from './app.ts'
import { AGENT, pairOf, signatureOf, stampOf } from './email.ts'
import { get, type Request, send } from './mutations.ts'

const PASSWORD = 'Str0ng-enough'
let domains = 0

/** What clients of the e-mail API send, signed by the owner, about a domain that is there anew each time. */
export async function emailRequests(app: TestApp): Promise<Request[]> {
  const { accountId } = app.owner
  const signature = signatureOf(await pairOf(app, app.owner), stampOf(app.nowMs()))
  const own = [`User-Agent: ${AGENT}`, `X-Api-Signature: ${signature}`]
  domains++
  const domain = `good${domains}.example`
  await addDomain(app.deps, TESTER, { accountId, name: domain })
  const there = { accountId, domain, name: 'anna', password: PASSWORD, settings: {}, recoverDeleted: false }
  await addMailbox(app.deps, TESTER, there)
  const P = `/v1/customers/me/domains/${domain}`
  const form = (method: string, target: string, fields: Record<string, string>): Request => ({
    method,
    target,
    headers: [...own, 'Content-Type: application/x-www-form-urlencoded; charset=utf-8'],
    body: new URLSearchParams(fields).toString(),
  })
  return [
    get('/v1/customers/me', ...own),
    get(`/v0/Customers/${accountId}/?`, ...own, 'Accept: text/xml'),
    get('/customers/me/domains?size=1&offset=1&contains=a', ...own, 'Content-Type: application/json'),
    get(`/v2/domains/${domain}/`, ...own),
    form('POST', `/v1/domains/x${domain}`, { serviceType: 'rsemail', rsEmailMaxNumberMailboxes: '5' }),
    form('PUT', `/v1/domains/x${domain}`, { rsEmailMaxNumberMailboxes: '9' }),
    get(`${P}/rs/mailboxes?fields=size,enabled&enabled=true`, ...own),
    form('POST', `${P}/rs/mailboxes/ben`, { password: PASSWORD, size: '100', enabled: 'True' }),
    send('POST', `${P}/rs/mailboxes`, { name: 'rust', password: PASSWORD }, ...own),
    get(`${P}/rs/mailboxes/anna`, ...own, 'Accept: application/xml'),
    form('PUT', `${P}/rs/mailboxes/anna`, { displayName: 'A', emailForwardingAddresses: 'a@b.example' }),
    form('PUT', `${P}/spam/settings`, { filterLevel: 'on', overrideUserSettings: 'True' }),
    form('PUT', `${P}/rs/mailboxes/anna/spam/settings`, {
      filterLevel: 'off',
      'rsEmail.spamHandling': 'delete',
    }),
    get(`${P}/spam/settings`, ...own, 'Accept: text/xml'),
    get(`${P}/rs/mailboxes/anna/spam/settings`, ...own),
    form('PUT', `${P}/spam/ipblacklist`, { addList: '192.0.2.%,198.51.100.7' }),
    form('POST', `${P}/rs/mailboxes/anna/spam/safelist/%40%25.example.com`, {}),
    get(`${P}/spam/ipblocklist`, ...own),
    get(`${P}/rs/mailboxes/anna/spam/safelist`, ...own),
    form('PUT', `${P}/rs/storageNotification`, { enabled: 'true', notificationPercentage: '80' }),
    get(`${P}/rs/storageNotification`, ...own),
    form('POST', `${P}/emailEveryone`, { senderAddress: `anna@${domain}`, subject: 'Hello', body: 'All.' }),
    form('PUT', `${P}/Webmail/Settings`, { Language: 'fr_FR', DateFormat: '2', ChatEnabled: 'True' }),
    get(`${P}/webmail/settings`, ...own, 'Accept: text/xml'),
    form('POST', `/v2/domains/${domain}/dkim`, {}),
    get(`${P}/dkim`, ...own),
    { method: 'DELETE', target: `${P}/dkim`, headers: own },
    form('PUT', `${P}/catchAllAddress`, { address: `anna@${domain}` }),
    get(`${P}/catchalladdress`, ...own),
    form('POST', `/v1/admins/New.${domain}`, {
      ...{ type: 'standard', password: 'seven grey geese walked home', firstName: 'N', lastName: 'A' },
      ...{
        email: 'n@elsewhere.example',
        securityQuestion: 'What?',
        securityAnswer: 'That',
        passwordExpiration: '0',
      },
    }),
    form('PUT', `/v1/admins/new.${domain}`, { lastName: 'B', restrictedIps: '192.0.2.7', enabled: 'False' }),
    get('/v1/admins?contains=new', ...own),
    get(`/v1/admins/New.${domain}`, ...own, 'Accept: text/xml'),
    { method: 'DELETE', target: `/v1/admins/new.${domain}`, headers: own },
    form('POST', `${P}/alternateDomains/net${domain}`, {}),
    get(`${P}/alternatedomains`, ...own),
    get(`${P}/alternatedomains/net${domain}`, ...own),
    { method: 'DELETE', target: `${P}/alternatedomains/net${domain}`, headers: own },
    get(`${P}/splitDomainRouting`, ...own),
    form('PUT', `${P}/splitDomainRouting`, { enabled: 'false' }),
    get(`${P}/mobilesync/users?order[0]=Name%20asc`, ...own),
    form('PUT', `${P}/mobilesync/users/anna`, { enabled: 'true' }),
    form('POST', '/v1/customers/me/loginToken', { userName: app.owner.username, virtualUser: 'false' }),
    form('POST', `${P}/rs/mailboxes/anna/loginToken`, {}),
    form('POST', `${P}/rs/aliases/all`, { aliasEmails: `anna@${domain},x@y.example` }),
    get(`${P}/rs/aliases`, ...own),
    get(`${P}/rs/aliases/all`, ...own),
    { method: 'DELETE', target: `${P}/rs/aliases/all/x%40y.example`, headers: own },
    {
      method: 'DELETE',
      target: `${P}/rs/mailboxes/ben`,
      headers: [...own, 'Content-Type: application/json'],
    },
    form('POST', `${P}/rs/mailboxes/ben`, { password: PASSWORD, recoverDeleted: 'true' }),
  ]
}
