import { learn } from '../learn.ts'

/** Passwords of single mail programs. */
export const appPasswords = learn({
  'appPasswords.title': 'App passwords',
  'appPasswords.text':
    'A password for one mail program, good for that alone: a lost phone is shut out by removing its password. Owners make them at {url}, too.',
  'appPasswords.failed': 'The app passwords could not be loaded.',
  'appPasswords.none': 'There are none.',
  'appPasswords.name': 'Program',
  'appPasswords.nameHint': 'A name to know it by, such as “phone”.',
  'appPasswords.for': 'What it is for',
  'appPasswords.imap': 'Reading (IMAP)',
  'appPasswords.pop3': 'Fetching (POP3)',
  'appPasswords.smtp': 'Sending (SMTP)',
  'appPasswords.made': 'Made',
  'appPasswords.lastUsed': 'Last used',
  'appPasswords.never': 'Never',
  'appPasswords.acts': 'Acts',
  'appPasswords.make': 'Make an app password',
  'appPasswords.madeTitle': 'The password of {name}',
  'appPasswords.madeText':
    'Type it into the program now, with {address} as user name. It is not shown again.',
  'appPasswords.gotIt': 'I have it',
  'appPasswords.remove': 'Remove',
  'appPasswords.removeTitle': 'Remove the password of {name}?',
  'appPasswords.removeText':
    'The program is signed out and stays out. Other programs of the mailbox sign in again by themselves.',
  'appPasswords.removed': 'The password of {name} was removed.',
  'code.makeAppPasswordName': 'making an app password',
  'code.removeAppPasswordName': 'removing an app password',
})
