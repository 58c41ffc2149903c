import { type Json, operations } from '../kit/api-description.ts'
import { MANAGER, SELF_OR_HELPER } from '../kit/rights.ts'

const DOMAIN: Json = {
  id: '100000',
  name: '100000',
  enabled: true,
  description: 'Example',
  sessionInactivityTimeout: 'PT15M',
  domainMultiFactorEnforcementLevel: 'OPTIONAL',
}
const POLICY: Json = { passwordPolicy: { passwordDuration: 'P90D', passwordHistoryRestriction: '10' } }
const ONE = '/RAX-AUTH/domains/:domainId'
const PIN = '/users/:userId/RAX-AUTH/phone-pin'

export const DOMAIN_OPERATIONS = operations('Domains', [
  [
    'GET /RAX-AUTH/domains',
    'listDomains',
    ['any'],
    'The account of the caller as a domain; all for staff',
    {
      query: { limit: 'Rows in one answer, 1,000 at most', marker: 'The last id of the page before' },
      answer: { 'RAX-AUTH:domains': [DOMAIN] },
      refusals: [404, 413],
    },
  ],
  [
    'GET /users/:userId/RAX-AUTH/domains',
    'listUserDomains',
    SELF_OR_HELPER,
    'The account of a user as a domain',
    { answer: { 'RAX-AUTH:domains': [DOMAIN] } },
  ],
  [`GET ${ONE}`, 'getDomain', ['any'], 'One domain', { answer: { 'RAX-AUTH:domain': DOMAIN } }],
  [
    `PUT ${ONE}`,
    'updateDomain',
    ['manager'],
    'Change after how long without use a session ends',
    {
      body: { 'RAX-AUTH:domain': { sessionInactivityTimeout: 'PT15M' } },
      answer: { 'RAX-AUTH:domain': DOMAIN },
      refusals: [413, 415],
    },
  ],
  [`GET ${ONE}/password-policy`, 'getPasswordPolicy', MANAGER, 'What passwords must be', { answer: POLICY }],
  [
    `PUT ${ONE}/password-policy`,
    'setPasswordPolicy',
    ['manager'],
    'How long passwords last and how many old ones are refused; at once',
    { body: POLICY, answer: POLICY, refusals: [413, 415] },
  ],
  [`DELETE ${ONE}/password-policy`, 'deletePasswordPolicy', ['manager'], 'Passwords last for ever again'],
])

export const SUPPORT_OPERATIONS = operations('Support', [
  [
    `POST ${PIN}/reset`,
    'resetPhonePin',
    MANAGER,
    'A new PIN for another user, which that user alone can read',
    { query: { only_if_missing: '`true` refuses where there is one' }, refusals: [409, 413] },
  ],
  [
    `PUT ${PIN}/unlock`,
    'unlockPhonePin',
    ['self'],
    'Let the own PIN be checked again after six wrong answers',
  ],
  [
    `POST ${PIN}/verify`,
    'verifyPhonePin',
    ['staff'],
    'Whether this is the PIN of a user; for staff',
    {
      body: { 'RAX-AUTH:phonePin': { pin: '175926' } },
      answer: { 'RAX-AUTH:verifyPhonePinResult': { authenticated: true } },
      refusals: [413, 415],
    },
  ],
  [
    'GET /RAX-AUTH/secretqa/questions',
    'listSecretQuestions',
    ['any'],
    'The questions to choose from',
    { answer: { 'RAX-AUTH:questions': [{ id: '1', question: 'Which?' }] } },
  ],
  [
    'POST /users/:userId/RAX-AUTH/secretqas',
    'setSecretAnswer',
    ['self'],
    'Choose a question and its answer; the answer is never shown',
    {
      body: { 'RAX-AUTH:secretqa': { id: '1', answer: 'This' } },
      answer: { 'RAX-AUTH:secretqa': { id: '1', question: 'Which?' } },
      refusals: [413, 415],
    },
  ],
])
