import { type Json, type Operation, operations } from '../kit/api-description.ts'

const DOMAIN = '/customers/:customer/domains/:domain' as const
const MAILBOX = `${DOMAIN}/rs/mailboxes/:mailbox` as const
const IN_DOMAIN = { customer: 'me', domain: 'example.com' }
const IN_MAILBOX = { ...IN_DOMAIN, mailbox: 'anna' }
const FORM = { bodyType: 'application/x-www-form-urlencoded', success: 200, refusals: [415] }

const SETTINGS: Json = {
  filterLevel: 'on',
  rsEmailSettings: {
    spamHandling: 'toFolder',
    hasFolderCleaner: false,
    spamFolderAgeLimit: 7,
    spamFolderNumLimit: 250,
    spamForwardingAddress: '',
  },
}
const DOMAIN_SETTINGS: Json = {
  ...SETTINGS,
  exchangeSettings: { forwardToDomainQuarantine: 'off', quarantineOwner: '', defaultQuarantineOwner: '' },
}
const SENT = { filterLevel: 'on', 'rsEmail.spamHandling': 'labelSubject' }
const WEBMAIL = {
  ...{ ChatEnabled: false, DropboxEnabled: false, PasswordResetEnabled: false, User24HourTime: false },
  ...{ MultiFactorSetting: 'off', Language: 'en_US', DateFormat: 1, TimeZone: 'UTC' },
}
const NOTICE: Json = {
  enabled: true,
  notificationCC: '',
  notificationMessage: '<*USER*>, there is little room left.',
  notificationPercentage: 90,
}

/** The operations on spam settings, on lists of senders, and on what owners of full mailboxes are told. */
export const SPAM_OPERATIONS: readonly Operation[] = [
  ...operations('Spam', [
    [
      `GET ${DOMAIN}/spam/settings`,
      'showDomainSpamSettings',
      ['spam'],
      'What becomes of spam in a domain',
      { params: IN_DOMAIN, answer: DOMAIN_SETTINGS },
    ],
    [
      `PUT ${DOMAIN}/spam/settings`,
      'changeDomainSpamSettings',
      ['spam'],
      'Change it; with overrideUserSettings for the mailboxes that have settings of their own, too',
      { params: IN_DOMAIN, ...FORM, body: SENT },
    ],
    [
      `GET ${MAILBOX}/spam/settings`,
      'showMailboxSpamSettings',
      ['spam'],
      'What becomes of spam in a mailbox',
      { params: IN_MAILBOX, answer: SETTINGS },
    ],
    [
      `PUT ${MAILBOX}/spam/settings`,
      'changeMailboxSpamSettings',
      ['spam'],
      'Give a mailbox settings of its own',
      { params: IN_MAILBOX, ...FORM, body: SENT },
    ],
    ...listRows(DOMAIN, 'Domain', IN_DOMAIN),
    ...listRows(MAILBOX, 'Mailbox', IN_MAILBOX),
  ]),
  ...operations('Storage', [
    [
      `GET ${DOMAIN}/rs/storagenotification`,
      'showStorageNotification',
      ['mailboxes'],
      'What the owners of mailboxes are told when there is little room left',
      { params: IN_DOMAIN, answer: NOTICE },
    ],
    [
      `PUT ${DOMAIN}/rs/storagenotification`,
      'changeStorageNotification',
      ['mailboxes'],
      'Change it; the percentage is 50, 60, 70, 80, 90 or 99',
      { params: IN_DOMAIN, ...FORM, body: { enabled: 'true', notificationPercentage: '90' } },
    ],
  ]),
  ...operations('Letters', [
    [
      `POST ${DOMAIN}/emaileveryone`,
      'emailEveryone',
      ['mailboxes'],
      'Write to every mailbox of a domain, once in five minutes; also senderName',
      {
        params: IN_DOMAIN,
        ...FORM,
        body: { senderAddress: 'anna@example.com', subject: 'Hello', body: 'All.' },
      },
    ],
  ]),
  ...operations('Webmail', [
    [
      `GET ${DOMAIN}/webmail/settings`,
      'showWebmailSettings',
      ['domains'],
      'How the webmail of a domain looks; kept for programs that ask, there is no webmail here',
      { params: IN_DOMAIN, answer: WEBMAIL },
    ],
    [
      `PUT ${DOMAIN}/webmail/settings`,
      'changeWebmailSettings',
      ['domains'],
      'Change it; DateFormat is 1 for mm/dd, 2 for dd/mm',
      { params: IN_DOMAIN, ...FORM, body: { Language: 'de_DE', DateFormat: '2' } },
    ],
  ]),
]

type Rows = Parameters<typeof operations>[1]

function listRows(base: typeof DOMAIN | typeof MAILBOX, of: string, within: Record<string, string>): Rows {
  const params = { ...within, list: 'blocklist' }
  const one = { ...params, entry: '@sender.example' }
  return [
    [
      `GET ${base}/spam/:list`,
      `list${of}Senders`,
      ['spam'],
      'Senders in the blocklist, the ipblocklist, the safelist or the ipsafelist',
      { params, answer: { addresses: ['@sender.example'] } },
    ],
    [
      `PUT ${base}/spam/:list`,
      `change${of}Senders`,
      ['spam'],
      'Add some and remove others: addList and removeList, separated by commas',
      { params, ...FORM, body: { addList: '@sender.example' } },
    ],
    [`POST ${base}/spam/:list/:entry`, `add${of}Sender`, ['spam'], 'Add one', { params: one, ...FORM }],
    [
      `DELETE ${base}/spam/:list/:entry`,
      `remove${of}Sender`,
      ['spam'],
      'Remove one',
      { params: one, success: 200 },
    ],
  ]
}
