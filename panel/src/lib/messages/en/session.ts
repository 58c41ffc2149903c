import { learn } from '../learn.ts'

export const session = learn({
  'session.unknown': 'We could not find out who you are.',
  'session.endedTitle': 'You have been signed out',
  'session.endedText':
    'Sign in again in a new tab, then come back here. What you typed stays, and what you were doing goes on.',
  'session.signInAgain': 'Sign in again',

  'banner.offline': 'You are offline. What you see is from {time}; changes have to wait.',
  'banner.sessionEnds': 'Your session ends at {time}.',
  'banner.stay': 'Stay signed in',
  'banner.newVersion': 'Keyward {version} is running now. Reload to see it; what you typed is not kept.',

  'stepUp.title': 'Confirm it is you',
  'stepUp.text': 'Enter your password to {act}.',
  'stepUp.codeText': 'Enter a code of your authenticator app, or a recovery code, to {act}.',
  'stepUp.passkeyText': 'Use your passkey to {act}.',
  'stepUp.recoveryText': 'Enter a recovery code to {act}.',
  'stepUp.usePasskey': 'Use passkey',
  'stepUp.useRecovery': 'Recovery code',
  'stepUp.noPasskey': 'No passkey was used. Try again, or use a recovery code.',
  'stepUp.code': 'Code',
  'stepUp.confirm': 'Confirm',
  'stepUp.checking': 'Checking…',
  'stepUp.show': 'show the API key',
  'stepUp.copy': 'copy the API key',
  'stepUp.download': 'download the API key',
  'stepUp.test': 'test the API key',
  'stepUp.create': 'generate the API key',
  'stepUp.reset': 'generate a new API key',
  'stepUp.endOverlap': 'end the old API key',
  'stepUp.email': 'change your e-mail address',
})
