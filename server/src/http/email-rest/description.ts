import { type Operation, operations } from '../kit/api-description.ts'
import { describeApi } from '../kit/describe-api.ts'
import { ADMIN_OPERATIONS } from './description-admins.ts'
import { DOMAIN_OPERATIONS } from './description-domains.ts'
import { MAIL_OPERATIONS } from './description-mail.ts'
import { SPAM_OPERATIONS } from './description-spam.ts'

const MEANINGS: Readonly<Record<number, string>> = {
  400: '`badRequestFault` or `validationFault`: malformed, or a value that is not allowed',
  403: '`unauthorizedFault`: not signed, not allowed, or too many calls (`Exceeded request limits`)',
  404: '`itemNotFoundFault`: nothing there for this account',
  405: '`appsFault`: the address answers other methods',
  415: '`appsFault`: a body that is neither a form nor JSON',
  503: '`appsFault`: nothing was changed; `Retry-After` says when to try again',
}
const ROOTS: Readonly<Record<number, string>> = {
  400: 'badRequestFault',
  403: 'unauthorizedFault',
  404: 'itemNotFoundFault',
}

const CUSTOMER = { name: 'Example', accountNumber: '100001', referenceNumber: '' }
const NEW_CUSTOMER = {
  ...CUSTOMER,
  ...{ addressLine1: '', addressLine2: '', city: '', state: '', zip: '', country: '', phone: '', email: '' },
}

/** The e-mail API, described. A new route needs a row here. */
export const describedEmail = describeApi({
  id: 'email',
  title: 'E-mail API',
  version: '1',
  status: 'current',
  summary: 'Domains, mailboxes and aliases, as clients of the Rackspace Email REST API speak it.',
  signIn: 'A signature with the key pair of a super administrator in X-Api-Signature, made for each request.',
  basePath: '/v1',
  firstCall: 'showCustomer',
  schemes: {
    signature: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Api-Signature',
      description:
        'USERKEY:TIME:HASH. TIME is YYYYMMDDHHmmss, HASH is base64(SHA-1(USERKEY + User-Agent + TIME + SECRETKEY)).',
    },
  },
  security: ['signature'],
  parameters: {
    'User-Agent': 'Name of the program: part of what is signed, byte for byte',
    customer: 'Number of the account; `me` for the account of the key. It may be left out with `/customers/`',
    admin: 'User name of the administrator',
    domain: 'Name of the domain',
    alternate: 'Another name of the domain',
    mailbox: 'Name of the mailbox: what stands before the `@`',
    any: 'Name of a mailbox; the alias is named behind it, and whose it is matters not',
    alias: 'Name of the alias: what stands before the `@`',
    member: 'Whole address of a member',
    list: '`blocklist` or `safelist` of addresses, `ipblocklist` or `ipsafelist` of networks',
    entry:
      'An address, `@domain` or, in lists of networks, an address of the Internet; `%` stands for anything',
  },
  refusals: {
    type: 'application/json',
    meanings: MEANINGS,
    example: (status) => ({
      [ROOTS[status] ?? 'appsFault']: {
        code: status,
        message: 'A sentence.',
        details: '11/22/2026 1:00:00 PM',
      },
    }),
    always: [400, 403, 503],
    signedIn: [],
    named: [404],
  },
  operations: signedOperations([
    ...operations('Customers', [
      [
        'GET /customers',
        'listCustomers',
        ['operator'],
        'The accounts of the installation, for those who run it',
        {
          query: { referenceNumber: 'Answers as Show of the one account that is known by this number' },
          answer: { offset: 0, size: 50, total: 1, customers: [CUSTOMER] },
        },
      ],
      [
        'POST /customers',
        'addCustomer',
        ['operator'],
        'Add an account; the answer has its number',
        { body: { name: 'Example', referenceNumber: 'R-1' }, answer: NEW_CUSTOMER, refusals: [415] },
      ],
      [
        'PUT /customers/:customer',
        'editCustomer',
        ['operator'],
        'Change the name, the reference number, the address',
        {
          params: { customer: 'me' },
          body: { name: 'Example', city: 'Bonn' },
          success: 200,
          refusals: [404, 415],
        },
      ],
      [
        'DELETE /customers/:customer',
        'deleteCustomer',
        ['operator'],
        'Refused: accounts are kept, and disabled',
        { params: { customer: 'me' }, success: 200 },
      ],
      [
        'POST /customers/:customer/disable',
        'disableCustomer',
        ['operator'],
        'Refuse every sign-in and key of an account',
        { params: { customer: '100002' }, success: 200, refusals: [415] },
      ],
      [
        'POST /customers/:customer/enable',
        'enableCustomer',
        ['operator'],
        'Let an account back in',
        { params: { customer: '100002' }, success: 200, refusals: [415] },
      ],
      [
        'GET /customers/:customer',
        'showCustomer',
        ['any'],
        'The account of the key: to see that signing works',
        {
          params: { customer: 'me' },
          answer: {
            name: 'Example',
            accountNumber: '100001',
            referenceNumber: '',
            addressLine1: '',
            addressLine2: '',
            city: '',
            state: '',
            zip: '',
            country: '',
            phone: '',
            email: '',
          },
        },
      ],
    ]),
    ...ADMIN_OPERATIONS,
    ...DOMAIN_OPERATIONS,
    ...MAIL_OPERATIONS,
    ...SPAM_OPERATIONS,
  ]),
})

/** The program's name is part of what is signed. */
function signedOperations(all: readonly Operation[]): readonly Operation[] {
  return all.map((one) => ({ ...one, headers: { 'User-Agent': 'keyward-example/1.0' } }))
}
