import { operations } from '../kit/api-description.ts'

export const PASSWORD_OPERATIONS = operations('Passwords', [
  [
    'POST /users/RAX-AUTH/change-pwd',
    'changePassword',
    'Change a password by knowing it; its tokens and sessions end',
    {
      security: [],
      body: {
        'RAX-AUTH:changePasswordCredentials': {
          username: '$KEYWARD_USERNAME',
          password: '$KEYWARD_PASSWORD',
          newPassword: 'quite another long sentence',
        },
      },
      refusals: [401, 403, 413, 415],
    },
  ],
])
