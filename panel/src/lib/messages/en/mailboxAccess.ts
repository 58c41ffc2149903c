import { learn } from '../learn.ts'

/** The ways in to a mailbox. */
export const mailboxAccess = learn({
  'access.title': 'Ways in',
  'access.text':
    'What is off lets nobody in from the next sign-in on, also with an app password, and ends connections that are open. Mail goes on coming in, and the owner’s page stays.',
  'access.programs': 'What mail programs may do',
  'access.imap': 'Reading (IMAP)',
  'access.pop3': 'Fetching (POP3)',
  'access.smtp': 'Sending (SMTP)',
  'access.blocked': 'The mailbox is blocked: until access is restored nobody signs in, whatever is on here.',
  'access.none': 'Nobody can read or send with a mail program.',
  'access.save': 'Save ways in',
  'access.saved': 'The ways in to {address} were saved.',
  'access.changed': 'Last changed by {name}',
  'access.log': 'Changes of this mailbox in the audit log',
  'code.accessName': 'switching ways in on and off',

  'signInTest.title': 'Test a login',
  'signInTest.text':
    'Says what the mail server would answer. It counts as an attempt and stands in the log, without the password.',
  'signInTest.protocol': 'Way in',
  'signInTest.password': 'Password to test',
  'signInTest.hint': 'That of the mailbox, or of one mail program.',
  'signInTest.test': 'Test login',
  'signInTest.accepted': 'This password lets in.',
  'signInTest.blocked': 'Nobody gets in: the mailbox is blocked, or its account is suspended.',
  'signInTest.protocol_off': 'This way in is switched off for the mailbox, or for this app password.',
  'signInTest.password_due': 'A new password is required first. App passwords work.',
  'signInTest.wrong_password': 'The password is wrong.',
})
