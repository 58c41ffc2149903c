import { type Json, type Operation, operations } from '../kit/api-description.ts'

const ADMINS = '/customers/:customer/admins' as const
const ONE = { params: { customer: 'me', admin: 'olga' } }
const FORM = { bodyType: 'application/x-www-form-urlencoded', success: 200, refusals: [415] }
const ROW: Json = {
  adminId: 'olga',
  firstName: 'Olga',
  lastName: 'Example',
  type: 'super',
  email: 'olga@elsewhere.example',
  enabled: true,
  locked: false,
  twoFactorEnabled: true,
}
const NEW = {
  type: 'standard',
  password: '$NEW_PASSWORD',
  firstName: 'Olga',
  lastName: 'Example',
  email: 'olga@elsewhere.example',
}

/** The operations on administrators. */
export const ADMIN_OPERATIONS: readonly Operation[] = operations('Administrators', [
  [
    `GET ${ADMINS}`,
    'listAdmins',
    ['super'],
    'The administrators of the account, by name',
    {
      params: { customer: 'me' },
      query: {
        size: 'Rows in one answer, 250 at most',
        offset: 'Rows to pass by',
        contains: 'Only rows that contain this',
      },
      answer: { offset: 0, size: 50, total: 1, admins: [ROW] },
    },
  ],
  [
    `GET ${ADMINS}/:admin`,
    'showAdmin',
    ['super'],
    'One administrator',
    {
      ...ONE,
      answer: { ...ROW, allowSimultaneousLogins: true, passwordExpiration: 0, restrictedIps: [] },
    },
  ],
  [
    `POST ${ADMINS}/:admin`,
    'addAdmin',
    ['super'],
    'Add an administrator, who gets no key pair',
    { ...ONE, ...FORM, body: NEW },
  ],
  [
    `PUT ${ADMINS}/:admin`,
    'editAdmin',
    ['super'],
    'Change what is sent',
    { ...ONE, ...FORM, body: { lastName: 'New' } },
  ],
  [
    `DELETE ${ADMINS}/:admin`,
    'deleteAdmin',
    ['super'],
    'Delete an administrator; not the last super one, and nobody oneself',
    { ...ONE, success: 200 },
  ],
])
