import { type Json, operations } from '../kit/api-description.ts'
import { SELF_OR_MANAGER } from '../kit/rights.ts'

const KEY = 'RAX-KSKEY:apiKeyCredentials'
const KEY_PATH = `/users/:userId/OS-KSADM/credentials/${KEY}` as const
export const KEY_BODY: Json = { [KEY]: { username: '$KEYWARD_USERNAME', apiKey: '$KEYWARD_KEY' } }
/** Of the user in the path. */
const NEW_KEY_BODY: Json = { [KEY]: { username: '$USERNAME', apiKey: '$NEW_KEY' } }

export const CREDENTIAL_OPERATIONS = operations('Credentials', [
  [
    'GET /users/:userId/OS-KSADM/credentials',
    'listCredentials',
    SELF_OR_MANAGER,
    'What a user logs in with; the API key in full',
    { answer: { credentials: [{ [KEY]: { username: 'anna', apiKey: 'KEY' } }], credentials_links: [] } },
  ],
  [
    'POST /users/:userId/OS-KSADM/credentials',
    'addCredential',
    ['staff'],
    'Set the API key or the password of a user',
    { body: NEW_KEY_BODY, success: 201, answer: KEY_BODY, refusals: [409, 413, 415] },
  ],
  [`GET ${KEY_PATH}`, 'getApiKey', SELF_OR_MANAGER, 'The API key of a user', { answer: KEY_BODY }],
  [
    `POST ${KEY_PATH}`,
    'setApiKey',
    ['staff'],
    'Put a given API key in the place of the present one',
    { body: NEW_KEY_BODY, answer: KEY_BODY, refusals: [409, 413, 415] },
  ],
  [
    `DELETE ${KEY_PATH}`,
    'deleteApiKey',
    SELF_OR_MANAGER,
    'Delete the API key of a user; its tokens end, too',
  ],
  [
    `POST ${KEY_PATH}/RAX-AUTH/reset`,
    'resetApiKey',
    SELF_OR_MANAGER,
    'A new API key; the old one and its tokens end before the answer',
    { answer: KEY_BODY, refusals: [413] },
  ],
])
