import type { appPasswords as english } from '../en/appPasswords.ts'
import type { Translation } from '../translation.ts'

/** Passwords of single mail programs. */
export const appPasswords = {
  'appPasswords.title': 'App-Passwörter',
  'appPasswords.text':
    'Ein Passwort für ein einziges Mailprogramm: Ein verlorenes Telefon sperren Sie aus, indem Sie sein Passwort entfernen. Inhaber legen sie auch selbst an, unter {url}.',
  'appPasswords.failed': 'Die App-Passwörter konnten nicht geladen werden.',
  'appPasswords.none': 'Es gibt keine.',
  'appPasswords.name': 'Programm',
  'appPasswords.nameHint': 'Ein Name, an dem man es erkennt, zum Beispiel „Telefon“.',
  'appPasswords.for': 'Wofür es gilt',
  'appPasswords.imap': 'Lesen (IMAP)',
  'appPasswords.pop3': 'Abholen (POP3)',
  'appPasswords.smtp': 'Senden (SMTP)',
  'appPasswords.made': 'Angelegt',
  'appPasswords.lastUsed': 'Zuletzt benutzt',
  'appPasswords.never': 'Nie',
  'appPasswords.acts': 'Aktionen',
  'appPasswords.make': 'App-Passwort anlegen',
  'appPasswords.madeTitle': 'Das Passwort von {name}',
  'appPasswords.madeText':
    'Geben Sie es jetzt im Programm ein, mit {address} als Benutzername. Es wird nicht noch einmal angezeigt.',
  'appPasswords.gotIt': 'Ich habe es',
  'appPasswords.remove': 'Entfernen',
  'appPasswords.removeTitle': 'Das Passwort von {name} entfernen?',
  'appPasswords.removeText':
    'Das Programm wird abgemeldet und bleibt es. Andere Programme des Postfachs melden sich von selbst wieder an.',
  'appPasswords.removed': 'Das Passwort von {name} wurde entfernt.',
  'code.makeAppPasswordName': 'App-Passwort anlegen',
  'code.removeAppPasswordName': 'App-Passwort entfernen',
} satisfies Translation<typeof english>
