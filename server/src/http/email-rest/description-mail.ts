import { type Json, type Operation, operations } from '../kit/api-description.ts'

const DOMAINS = '/customers/:customer/domains' as const
const DOMAIN = `${DOMAINS}/:domain` as const
const MAILBOXES = `${DOMAIN}/rs/mailboxes` as const
const ALIASES = `${DOMAIN}/rs/aliases` as const

const OWN = { customer: 'me' }
const IN_DOMAIN = { ...OWN, domain: 'example.com' }
const ONE_MAILBOX = { params: { ...IN_DOMAIN, mailbox: 'anna' } }
const ONE_ALIAS = { params: { ...IN_DOMAIN, alias: 'info' } }
const PAGE = {
  size: 'Rows in one answer, 250 at most',
  offset: 'Rows to pass by',
  startswith: 'Only rows that begin with this; `0-9` for a digit',
  contains: 'Only rows that contain this',
}
const DONE = { success: 200, refusals: [415] }
const DOMAIN_ROW: Json = {
  name: 'example.com',
  accountNumber: '100001',
  serviceType: 'rsemail',
  exchangeMaxNumMailboxes: 0,
  exchangeUsedStorage: 0,
  rsEmailMaxNumberMailboxes: 100,
  rsEmailUsedStorage: 1,
}
const DKIM = {
  hostedBy: 'external',
  status: 'pendingVerification',
  subdomain: '20261122._domainkey',
  dnsKey: 'v=DKIM1; k=rsa; p=MIIB',
}
const TOKEN = { dateCreated: '11/22/2026 1:00:00 PM', token: 'EEB0', user: 'olga' }
const FORM = { bodyType: 'application/x-www-form-urlencoded' }

/** The operations on domains, mailboxes and aliases. */
export const MAIL_OPERATIONS: readonly Operation[] = [
  ...operations('Domains', [
    [
      `GET ${DOMAINS}`,
      'listDomains',
      'The domains of the account; `all` for the customer is the same',
      {
        params: OWN,
        query: { ...PAGE, domainNames: 'Only these, 100 at most, separated by commas' },
        answer: { offset: 0, size: 50, total: 1, domains: [DOMAIN_ROW] },
      },
    ],
    [
      `GET ${DOMAIN}`,
      'showDomain',
      'One domain; rsEmailUsedStorage is the number of its mailboxes',
      {
        params: IN_DOMAIN,
        answer: {
          ...DOMAIN_ROW,
          rsEmailBaseMailboxSize: 25_600,
          rsEmailExtraStorage: 0,
          rsEmailProduct: 'rse-basic',
          aliases: [],
        },
      },
    ],
    [
      `POST ${DOMAIN}`,
      'addDomain',
      'Add a domain',
      { params: IN_DOMAIN, ...FORM, body: { serviceType: 'rsemail' }, ...DONE },
    ],
    [
      `PUT ${DOMAIN}`,
      'editDomain',
      'Change the limits of a domain',
      { params: IN_DOMAIN, ...FORM, body: { rsEmailMaxNumberMailboxes: '100' }, ...DONE },
    ],
    [
      `DELETE ${DOMAIN}`,
      'deleteDomain',
      'Delete a domain without mailboxes, with its aliases',
      { params: IN_DOMAIN, success: 200 },
    ],
    [
      `GET ${DOMAIN}/catchalladdress`,
      'showCatchAll',
      'Where mail goes that is for nobody in the domain; empty where it is refused',
      { params: IN_DOMAIN, answer: { address: 'anna@example.com' } },
    ],
    [
      `PUT ${DOMAIN}/catchalladdress`,
      'setCatchAll',
      'Take in mail for any name; an empty address ends it',
      { params: IN_DOMAIN, ...FORM, body: { address: 'anna@example.com' }, ...DONE },
    ],
    [
      `GET ${DOMAIN}/alternatedomains`,
      'listAlternateDomains',
      'Other names of the domain: mail to them is mail to the same name in the domain',
      {
        params: IN_DOMAIN,
        answer: { alternateDomains: [{ name: 'example.net', type: 'DomainAlias' }] },
      },
    ],
    [
      `POST ${DOMAIN}/alternatedomains/:alternate`,
      'addAlternateDomain',
      'Give the domain another name',
      { params: { ...IN_DOMAIN, alternate: 'example.net' }, ...DONE },
    ],
    [
      `DELETE ${DOMAIN}/alternatedomains/:alternate`,
      'deleteAlternateDomain',
      'Take another name away',
      { params: { ...IN_DOMAIN, alternate: 'example.net' }, success: 200 },
    ],
    [
      `GET ${DOMAIN}/splitdomainrouting`,
      'showSplitRouting',
      'Whether mail for nobody here goes to another mail server: never, on this server',
      { params: IN_DOMAIN, answer: { enabled: false } },
    ],
    [
      `PUT ${DOMAIN}/splitdomainrouting`,
      'setSplitRouting',
      'Refused, unless it is to be off',
      { params: IN_DOMAIN, ...FORM, body: { enabled: 'false' }, ...DONE },
    ],
    [
      `GET ${DOMAIN}/mobilesync/users`,
      'listMobileSync',
      'Every mailbox: programs on phones read it by IMAP',
      {
        params: IN_DOMAIN,
        query: PAGE,
        answer: {
          offset: 0,
          size: 50,
          total: 1,
          users: [{ name: 'anna', domain: 'example.com', enabled: true, details: '' }],
        },
      },
    ],
    [
      `PUT ${DOMAIN}/mobilesync/users/:mailbox`,
      'setMobileSync',
      'Has no effect, and says so in `x-warning`',
      { ...ONE_MAILBOX, ...FORM, body: { enabled: 'true' }, ...DONE },
    ],
  ]),
  ...operations('DKIM', [
    [
      `GET ${DOMAIN}/dkim`,
      'showDkim',
      'The key that waits for its record, else the one that signs',
      { params: IN_DOMAIN, answer: { ...DKIM, selector: '20261122', publicKey: 'PEM' } },
    ],
    [
      `POST ${DOMAIN}/dkim`,
      'makeDkim',
      'Make a key; it signs nothing before its record is found',
      { params: IN_DOMAIN, answer: DKIM, refusals: [415] },
    ],
    [
      `POST ${DOMAIN}/dkim/verification`,
      'verifyDkim',
      'Look for the record; once it is there, the key signs',
      { params: IN_DOMAIN, answer: { ...DKIM, status: 'active' }, refusals: [415] },
    ],
    [`DELETE ${DOMAIN}/dkim`, 'revokeDkim', 'Sign nothing any more', { params: IN_DOMAIN, success: 200 }],
  ]),
  ...operations('Login tokens', [
    [
      'POST /customers/:customer/logintoken',
      'createLoginToken',
      'A token that signs an administrator in once, within ten minutes, at /TokenLogin.aspx?loginToken=TOKEN',
      { params: OWN, ...FORM, body: { userName: '$KEYWARD_USERNAME' }, answer: TOKEN, refusals: [415] },
    ],
    [
      `POST ${MAILBOXES}/:mailbox/logintoken`,
      'createMailboxLoginToken',
      'A token that signs the owner of a mailbox in once, within ten minutes, at /mailbox/token?loginToken=TOKEN',
      { ...ONE_MAILBOX, answer: { ...TOKEN, user: 'anna@example.com' }, refusals: [415] },
    ],
  ]),
  ...operations('Mailboxes', [
    [
      `GET ${MAILBOXES}`,
      'listMailboxes',
      'The mailboxes of a domain, by name',
      {
        params: IN_DOMAIN,
        query: {
          ...PAGE,
          enabled: 'Only those that may sign in, or may not',
          fields: 'More of each: size, currentUsage, enabled, createdDate, lastLogin',
        },
        answer: { offset: 0, size: 50, total: 1, rsMailboxes: [{ name: 'anna', displayName: 'Anna' }] },
      },
    ],
    [
      `POST ${MAILBOXES}`,
      'addNamedMailbox',
      'Add a mailbox that the body names; the answer is that of Show',
      {
        params: IN_DOMAIN,
        body: { name: 'anna', password: '$KEYWARD_PASSWORD' },
        answer: { name: 'anna', size: 25_600 },
        refusals: [415],
      },
    ],
    [
      `GET ${MAILBOXES}/:mailbox`,
      'showMailbox',
      'One mailbox; of one that is not there, whether it can be recovered',
      {
        ...ONE_MAILBOX,
        answer: {
          name: 'anna',
          size: 25_600,
          currentUsage: 0,
          displayName: 'Anna',
          enabled: true,
          vacationMessage: '',
          enableVacationMessage: false,
          emailForwardingAddressList: [],
          saveForwardedEmail: false,
          lastLogin: '',
          createdDate: '11/22/2026 1:00:00 PM',
          visibleInRackspaceEmailCompanyDirectory: true,
          visibleInExchangeGAL: false,
          contactInfo: { firstName: 'Anna' },
        },
      },
    ],
    [
      `POST ${MAILBOXES}/:mailbox`,
      'addMailbox',
      'Add a mailbox, or with recoverDeleted bring back the one that was deleted',
      { ...ONE_MAILBOX, ...FORM, body: { password: '$KEYWARD_PASSWORD', size: '25600' }, ...DONE },
    ],
    [
      `PUT ${MAILBOXES}/:mailbox`,
      'editMailbox',
      'Change what is sent; another name renames it',
      { ...ONE_MAILBOX, ...FORM, body: { displayName: 'Anna B.' }, ...DONE },
    ],
    [
      `DELETE ${MAILBOXES}/:mailbox`,
      'deleteMailbox',
      'Delete a mailbox; for 14 days it can be recovered',
      { ...ONE_MAILBOX, success: 200 },
    ],
  ]),
  ...operations('Aliases', [
    [
      `GET ${ALIASES}`,
      'listAliases',
      'The aliases of a domain, by name',
      {
        params: IN_DOMAIN,
        query: { ...PAGE, fields: 'members: those of each alias' },
        answer: {
          offset: 0,
          size: 50,
          total: 1,
          aliases: [{ name: 'info', numberOfMembers: 1, singleMemberName: 'anna@example.com' }],
        },
      },
    ],
    [
      `GET ${ALIASES}/:alias`,
      'showAlias',
      'One alias with its members',
      { ...ONE_ALIAS, answer: { name: 'info', emailAddressList: { emailAddress: ['anna@example.com'] } } },
    ],
    [
      `POST ${ALIASES}/:alias`,
      'addAlias',
      'Add an alias',
      { ...ONE_ALIAS, ...FORM, body: { aliasEmails: 'anna@example.com' }, ...DONE },
    ],
    [
      `PUT ${ALIASES}/:alias`,
      'replaceAliasMembers',
      'Put these members in the place of all',
      { ...ONE_ALIAS, ...FORM, body: { aliasEmails: 'anna@example.com' }, ...DONE },
    ],
    [`DELETE ${ALIASES}/:alias`, 'deleteAlias', 'Delete an alias', { ...ONE_ALIAS, success: 200 }],
    [
      `POST ${ALIASES}/:alias/:member`,
      'addAliasMember',
      'Add one member',
      { params: { ...ONE_ALIAS.params, member: 'anna@example.com' }, ...DONE },
    ],
    [
      `DELETE ${ALIASES}/:alias/:member`,
      'removeAliasMember',
      'Remove one member; with the last one the alias is gone',
      { params: { ...ONE_ALIAS.params, member: 'anna@example.com' }, success: 200 },
    ],
  ]),
]
