import { type SdkCall, testCalls } from '../../tests/support/sdk-calls.ts'

const [DOMAIN, BOX] = ['a.example', 'a@b.example']
const REHEARSED = { dryRun: true }

const CALLS: readonly SdkCall[] = [
  { does: ({ spam }) => spam.ofDomain(DOMAIN), asks: 'GET /domains/a.example/spam' },
  { does: ({ spam }) => spam.ofMailbox(BOX), asks: 'GET /mailboxes/a%40b.example/spam' },
  {
    does: ({ spam }) => spam.changeOfDomain(DOMAIN, { level: 'off', overridesMailboxes: true }),
    asks: 'PATCH /domains/a.example/spam',
    body: { level: 'off', overridesMailboxes: true },
  },
  {
    does: ({ spam }) => spam.changeOfMailbox(BOX, { handling: 'delete' }, REHEARSED),
    asks: 'PATCH /mailboxes/a%40b.example/spam?dryRun=true',
    body: { handling: 'delete' },
  },
  { does: ({ spam }) => spam.sendersOfDomain(DOMAIN), asks: 'GET /domains/a.example/senders' },
  { does: ({ spam }) => spam.sendersOfMailbox(BOX), asks: 'GET /mailboxes/a%40b.example/senders' },
  {
    does: ({ spam }) => spam.changeSendersOfDomain(DOMAIN, 'blocklist', { add: ['@x.example'] }),
    asks: 'PATCH /domains/a.example/senders/blocklist',
    body: { add: ['@x.example'] },
    answer: { items: ['@x.example'], filterConnected: false },
    gives: ['@x.example'],
  },
  {
    does: ({ spam }) => spam.changeSendersOfMailbox(BOX, 'ipsafelist', { remove: ['192.0.2.1'] }, REHEARSED),
    asks: 'PATCH /mailboxes/a%40b.example/senders/ipsafelist?dryRun=true',
    body: { remove: ['192.0.2.1'] },
    answer: { items: [], filterConnected: true },
    gives: [],
  },
  {
    does: ({ domains }) => domains.catchAll(DOMAIN),
    asks: 'GET /domains/a.example/catch-all',
    answer: { address: BOX },
    gives: BOX,
  },
  {
    does: ({ domains }) => domains.setCatchAll(DOMAIN, null),
    asks: 'PATCH /domains/a.example/catch-all',
    body: { address: null },
    answer: { address: null },
    gives: null,
  },
  {
    does: ({ domains }) => domains.alternateNames(DOMAIN),
    asks: 'GET /domains/a.example/alternate-names',
    answer: { items: [{ name: 'c.example' }] },
    gives: ['c.example'],
  },
  {
    does: ({ domains }) => domains.addAlternateName(DOMAIN, 'C.example', REHEARSED),
    asks: 'POST /domains/a.example/alternate-names?dryRun=true',
    body: { name: 'C.example' },
    answer: { name: 'c.example' },
    gives: 'c.example',
  },
  {
    does: ({ domains }) => domains.removeAlternateName(DOMAIN, 'c/d'),
    asks: 'DELETE /domains/a.example/alternate-names/c%2Fd',
  },
  {
    does: ({ domains }) => domains.emailEveryone(DOMAIN, { fromAddress: BOX, subject: 's', text: 't' }),
    asks: 'POST /domains/a.example/announcements',
    body: { fromAddress: BOX, subject: 's', text: 't' },
    answer: { recipients: 3 },
    gives: 3,
  },
  { does: ({ domains }) => domains.ownerRules(DOMAIN), asks: 'GET /domains/a.example/owner-rules' },
  {
    does: ({ domains }) => domains.changeOwnerRules(DOMAIN, { secondFactor: 'forced' }, { dryRun: true }),
    asks: 'PATCH /domains/a.example/owner-rules?dryRun=true',
    body: { secondFactor: 'forced' },
  },
  { does: ({ domains }) => domains.storageNotice(DOMAIN), asks: 'GET /domains/a.example/storage-notice' },
  {
    does: ({ domains }) => domains.changeStorageNotice(DOMAIN, { enabled: true }),
    asks: 'PATCH /domains/a.example/storage-notice',
    body: { enabled: true },
  },
]

testCalls(CALLS)
