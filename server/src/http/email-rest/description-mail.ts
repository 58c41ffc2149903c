import { CONTACT_FIELDS } from '../../domain/mailboxes/mailbox.ts'
import { type Json, type Operation, operations } from '../kit/api-description.ts'
import { DOMAIN, DONE, FORM, IN_DOMAIN, ONE_MAILBOX, OWN, PAGE } from './description-places.ts'

const MAILBOXES = `${DOMAIN}/rs/mailboxes` as const
const ALIASES = `${DOMAIN}/rs/aliases` as const

const ONE_ALIAS = { params: { ...IN_DOMAIN, alias: 'info' } }
const TOKEN = { dateCreated: '11/22/2026 1:00:00 PM', token: 'EEB0', user: 'olga' }

const SHOWN_MAILBOX: Json = {
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
  contactInfo: { ...Object.fromEntries(CONTACT_FIELDS.map((field) => [field, ''])), firstName: 'Anna' },
}

/** The operations on mailboxes, their login tokens, and aliases. */
export const MAIL_OPERATIONS: readonly Operation[] = [
  ...operations('Login tokens', [
    [
      'POST /customers/:customer/logintoken',
      'createLoginToken',
      ['super'],
      'A token that signs an administrator in once, within ten minutes, at /TokenLogin.aspx?loginToken=TOKEN',
      { params: OWN, ...FORM, body: { userName: '$KEYWARD_USERNAME' }, answer: TOKEN, refusals: [415] },
    ],
    [
      `POST ${MAILBOXES}/:mailbox/logintoken`,
      'createMailboxLoginToken',
      ['mailboxes'],
      'A token that signs the owner of a mailbox in once, within ten minutes, at /mailbox/token?loginToken=TOKEN',
      { ...ONE_MAILBOX, answer: { ...TOKEN, user: 'anna@example.com' }, refusals: [415] },
    ],
  ]),
  ...operations('Mailboxes', [
    [
      `GET ${MAILBOXES}`,
      'listMailboxes',
      ['mailboxes'],
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
      ['mailboxes'],
      'Add a mailbox that the body names; the answer is that of Show',
      {
        params: IN_DOMAIN,
        body: { name: 'bernd', password: '$MAILBOX_PASSWORD' },
        answer: SHOWN_MAILBOX,
        refusals: [415],
      },
    ],
    [
      `GET ${MAILBOXES}/:mailbox`,
      'showMailbox',
      ['mailboxes'],
      'One mailbox; of one that is not there, whether it can be recovered',
      {
        ...ONE_MAILBOX,
        answer: SHOWN_MAILBOX,
      },
    ],
    [
      `POST ${MAILBOXES}/:mailbox`,
      'addMailbox',
      ['mailboxes'],
      'Add a mailbox, or with recoverDeleted bring back the one that was deleted',
      { ...ONE_MAILBOX, ...FORM, body: { password: '$MAILBOX_PASSWORD', size: '25600' }, ...DONE },
    ],
    [
      `PUT ${MAILBOXES}/:mailbox`,
      'editMailbox',
      ['mailboxes'],
      'Change what is sent; another name renames it',
      { ...ONE_MAILBOX, ...FORM, body: { displayName: 'Anna B.' }, ...DONE },
    ],
    [
      `DELETE ${MAILBOXES}/:mailbox`,
      'deleteMailbox',
      ['mailboxes'],
      'Delete a mailbox; for 14 days it can be recovered',
      { ...ONE_MAILBOX, success: 200 },
    ],
  ]),
  ...operations('Aliases', [
    [
      `GET ${ALIASES}`,
      'listAliases',
      ['aliases'],
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
      ['aliases'],
      'One alias with its members',
      { ...ONE_ALIAS, answer: { name: 'info', emailAddressList: { emailAddress: ['anna@example.com'] } } },
    ],
    [
      `POST ${ALIASES}/:alias`,
      'addAlias',
      ['aliases'],
      'Add an alias',
      { ...ONE_ALIAS, ...FORM, body: { aliasEmails: 'anna@example.com' }, ...DONE },
    ],
    [
      `PUT ${ALIASES}/:alias`,
      'replaceAliasMembers',
      ['aliases'],
      'Put these members in the place of all',
      { ...ONE_ALIAS, ...FORM, body: { aliasEmails: 'anna@example.com' }, ...DONE },
    ],
    [
      `GET ${MAILBOXES}/:any/alias/:alias`,
      'showAliasOfMailbox',
      ['aliases'],
      'One alias with its members, by the address that the pages of the vendor name',
      {
        params: { ...ONE_ALIAS.params, any: 'anna' },
        answer: { name: 'info', emailAddressList: { emailAddress: ['anna@example.com'] } },
      },
    ],
    [
      `DELETE ${ALIASES}/:alias`,
      'deleteAlias',
      ['aliases'],
      'Delete an alias',
      { ...ONE_ALIAS, success: 200 },
    ],
    [
      `POST ${ALIASES}/:alias/:member`,
      'addAliasMember',
      ['aliases'],
      'Add one member',
      { params: { ...ONE_ALIAS.params, member: 'bernd@example.com' }, ...DONE },
    ],
    [
      `DELETE ${ALIASES}/:alias/:member`,
      'removeAliasMember',
      ['aliases'],
      'Remove one member; with the last one the alias is gone',
      { params: { ...ONE_ALIAS.params, member: 'bernd@example.com' }, success: 200 },
    ],
    [
      `POST ${ALIASES}/:alias/emailaddresses/:member`,
      'addAliasAddress',
      ['aliases'],
      'Add one member: another address of the same',
      { params: { ...ONE_ALIAS.params, member: 'olga@elsewhere.example' }, ...DONE },
    ],
    [
      `DELETE ${ALIASES}/:alias/emailaddresses/:member`,
      'removeAliasAddress',
      ['aliases'],
      'Remove one member: another address of the same',
      { params: { ...ONE_ALIAS.params, member: 'olga@elsewhere.example' }, success: 200 },
    ],
  ]),
]
