import { operations } from '../kit/api-description.ts'

export const PASSWORD_OPERATIONS = operations('Passwords', [
  [
    'POST /users/RAX-AUTH/change-pwd',
    'changePassword',
    ['none'],
    'Change a password by knowing it; its tokens and sessions end',
    {
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
  [
    'POST /users/RAX-AUTH/forgot-pwd',
    'forgotPassword',
    ['none'],
    'Ask for a link by mail to choose a new password; the answer is the same for every name',
    {
      body: { 'RAX-AUTH:forgotPasswordCredentials': { username: '$KEYWARD_USERNAME' } },
      refusals: [413, 415],
    },
  ],
  [
    'POST /users/RAX-AUTH/pwd-reset',
    'resetPassword',
    ['self'],
    'Choose a new password; `X-Auth-Token` is the last part of the mailed link',
    {
      body: { 'RAX-AUTH:passwordReset': { password: 'quite another long sentence' } },
      refusals: [401, 403, 413, 415],
    },
  ],
])
