import type { mailboxAccess as english } from '../en/mailboxAccess.ts'
import type { Translation } from '../translation.ts'

/** The ways in to a mailbox. */
export const mailboxAccess = {
  'access.title': 'Zugänge',
  'access.text':
    'Was ausgeschaltet ist, lässt von der nächsten Anmeldung an niemanden mehr ein, auch nicht mit einem App-Passwort, und beendet offene Verbindungen. Post kommt weiter an, und die Seite des Inhabers bleibt.',
  'access.programs': 'Was Mailprogramme dürfen',
  'access.imap': 'Lesen (IMAP)',
  'access.pop3': 'Abholen (POP3)',
  'access.smtp': 'Senden (SMTP)',
  'access.blocked':
    'Das Postfach ist gesperrt: Bis der Zugang freigegeben ist, meldet sich niemand an, was auch immer hier eingeschaltet ist.',
  'access.none': 'Niemand kann mit einem Mailprogramm lesen oder senden.',
  'access.save': 'Zugänge speichern',
  'access.saved': 'Die Zugänge zu {address} wurden gespeichert.',
  'access.changed': 'Zuletzt geändert von {name}',
  'access.log': 'Änderungen an diesem Postfach im Audit-Protokoll',
  'code.accessName': 'Zugänge ein- und ausschalten',

  'signInTest.title': 'Anmeldung testen',
  'signInTest.text':
    'Zeigt, was der Mailserver antworten würde. Zählt als Versuch und steht im Protokoll, ohne das Passwort.',
  'signInTest.protocol': 'Zugang',
  'signInTest.password': 'Passwort zum Testen',
  'signInTest.hint': 'Das des Postfachs oder eines Mailprogramms.',
  'signInTest.test': 'Anmeldung testen',
  'signInTest.accepted': 'Mit diesem Passwort kommt man hinein.',
  'signInTest.blocked': 'Niemand kommt hinein: Das Postfach ist gesperrt oder sein Konto stillgelegt.',
  'signInTest.protocol_off': 'Dieser Zugang ist für das Postfach oder für dieses App-Passwort ausgeschaltet.',
  'signInTest.password_due': 'Zuerst ist ein neues Passwort nötig. App-Passwörter gelten.',
  'signInTest.wrong_password': 'Das Passwort ist falsch.',
} satisfies Translation<typeof english>
