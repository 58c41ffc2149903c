import { type Json, type Operation, operations } from '../kit/api-description.ts'
import { DOMAIN, DOMAINS, DONE, FORM, IN_DOMAIN, ONE_MAILBOX, OWN, PAGE } from './description-places.ts'

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

/** The operations on domains and their DKIM keys. */
export const DOMAIN_OPERATIONS: readonly Operation[] = [
  ...operations('Domains', [
    [
      `GET ${DOMAINS}`,
      'listDomains',
      ['see'],
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
      ['see'],
      'One domain; rsEmailUsedStorage is the number of its mailboxes',
      {
        params: IN_DOMAIN,
        answer: {
          ...DOMAIN_ROW,
          exchangeBaseMailboxSize: 0,
          exchangeTotalStorage: 0,
          exchangeExtraStorage: 0,
          rsEmailBaseMailboxSize: 25_600,
          rsEmailExtraStorage: 0,
          rsEmailProduct: 'rse-basic',
          ...{ archivingServiceEnabled: false, publicFoldersEnabled: false },
          ...{ activeSyncMobileServiceEnabled: false, activeSyncLicenses: 0 },
          ...{ blackBerryMobileServiceEnabled: false, blackBerryLicenses: 0 },
          aliases: [],
        },
      },
    ],
    [
      `POST ${DOMAIN}`,
      'addDomain',
      ['found'],
      'Add a domain',
      { params: IN_DOMAIN, ...FORM, body: { serviceType: 'rsemail' }, ...DONE },
    ],
    [
      `PUT ${DOMAIN}`,
      'editDomain',
      ['found'],
      'Change the limits of a domain',
      { params: IN_DOMAIN, ...FORM, body: { rsEmailMaxNumberMailboxes: '100' }, ...DONE },
    ],
    [
      `DELETE ${DOMAIN}`,
      'deleteDomain',
      ['found'],
      'Delete a domain without mailboxes, with its aliases',
      { params: IN_DOMAIN, success: 200 },
    ],
    [
      `GET ${DOMAIN}/catchalladdress`,
      'showCatchAll',
      ['domains'],
      'Where mail goes that is for nobody in the domain; empty where it is refused',
      { params: IN_DOMAIN, answer: { address: 'anna@example.com' } },
    ],
    [
      `PUT ${DOMAIN}/catchalladdress`,
      'setCatchAll',
      ['domains'],
      'Take in mail for any name; an empty address ends it',
      { params: IN_DOMAIN, ...FORM, body: { address: 'anna@example.com' }, ...DONE },
    ],
    [
      `GET ${DOMAIN}/alternatedomains`,
      'listAlternateDomains',
      ['see'],
      'Other names of the domain: mail to them is mail to the same name in the domain',
      {
        params: IN_DOMAIN,
        answer: { alternateDomains: [{ name: 'example.net', type: 'DomainAlias' }] },
      },
    ],
    [
      `GET ${DOMAIN}/alternatedomains/:alternate`,
      'showAlternateDomain',
      ['see'],
      'One of them, in a list of its own',
      {
        params: { ...IN_DOMAIN, alternate: 'example.net' },
        answer: { alternateDomains: [{ name: 'example.net', type: 'DomainAlias' }] },
      },
    ],
    [
      `POST ${DOMAIN}/alternatedomains/:alternate`,
      'addAlternateDomain',
      ['found'],
      'Give the domain another name',
      {
        params: { ...IN_DOMAIN, alternate: 'example.net' },
        ...FORM,
        body: { type: 'DomainAlias' },
        ...DONE,
      },
    ],
    [
      `DELETE ${DOMAIN}/alternatedomains/:alternate`,
      'deleteAlternateDomain',
      ['found'],
      'Take another name away',
      { params: { ...IN_DOMAIN, alternate: 'example.net' }, success: 200 },
    ],
    [
      `GET ${DOMAIN}/splitdomainrouting`,
      'showSplitRouting',
      ['domains'],
      'Whether mail for nobody here goes to another mail server: never, on this server',
      { params: IN_DOMAIN, answer: { enabled: false } },
    ],
    [
      `PUT ${DOMAIN}/splitdomainrouting`,
      'setSplitRouting',
      ['domains'],
      'Refused, unless it is to be off',
      { params: IN_DOMAIN, ...FORM, body: { enabled: 'false' }, ...DONE },
    ],
    [
      `GET ${DOMAIN}/mobilesync/users`,
      'listMobileSync',
      ['mailboxes'],
      'Every mailbox: programs on phones read it by IMAP',
      {
        params: IN_DOMAIN,
        query: { ...PAGE, order: '`Name asc` or `Name desc`' },
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
      ['mailboxes'],
      'Has no effect, and says so in `x-warning`',
      { ...ONE_MAILBOX, ...FORM, body: { enabled: 'true' }, ...DONE },
    ],
  ]),
  ...operations('DKIM', [
    [
      `GET ${DOMAIN}/dkim`,
      'showDkim',
      ['domains'],
      'The key that waits for its record, else the one that signs',
      { params: IN_DOMAIN, answer: { ...DKIM, selector: '20261122', publicKey: 'PEM' } },
    ],
    [
      `POST ${DOMAIN}/dkim`,
      'makeDkim',
      ['domains'],
      'Make a key; it signs nothing before its record is found',
      { params: IN_DOMAIN, answer: DKIM, refusals: [415] },
    ],
    [
      `POST ${DOMAIN}/dkim/verification`,
      'verifyDkim',
      ['domains'],
      'Look for the record; once it is there, the key signs',
      { params: IN_DOMAIN, answer: { ...DKIM, status: 'active' }, refusals: [415] },
    ],
    [
      `DELETE ${DOMAIN}/dkim`,
      'revokeDkim',
      ['domains'],
      'Sign nothing any more',
      { params: IN_DOMAIN, success: 200 },
    ],
  ]),
]
