/** The German of the pages of a mailbox's owner. */
export const MAILBOX = {
  'Sign in to your mailbox': 'Am Postfach anmelden',
  'Vacation, forwarding and passwords of your own mailbox.':
    'Abwesenheit, Weiterleitung und Passwörter Ihres eigenen Postfachs.',
  'E-mail address': 'E-Mail-Adresse',
  'Forgot your password? Whoever looks after your mailbox can set another one. Administrators':
    'Passwort vergessen? Wer Ihr Postfach betreut, kann ein anderes setzen. Administratoren',
  'sign in to the panel': 'melden sich an der Bedienoberfläche an',
  'Type your e-mail address.': 'Geben Sie Ihre E-Mail-Adresse ein.',
  'The address or the password is not right. A password of a single program, such as a phone, does not count here.':
    'Die Adresse oder das Passwort stimmt nicht. Das Passwort eines einzelnen Programms, etwa eines Telefons, zählt hier nicht.',

  Mailbox: 'Postfach',
  Overview: 'Übersicht',
  Vacation: 'Abwesenheit',
  Forwarding: 'Weiterleitung',
  'App passwords': 'App-Passwörter',
  'Second factor': 'Zweiter Faktor',

  'Your mailbox': 'Ihr Postfach',
  Storage: 'Speicher',
  'Room for {size}': 'Platz für {size}',
  '{used} of {size} used': '{used} von {size} belegt',
  'On: mail is answered for you': 'An: E-Mails werden für Sie beantwortet',
  Off: 'Aus',
  'To {addresses}; a copy is kept here': 'An {addresses}; eine Kopie bleibt hier',
  'To {addresses}; no copy is kept here': 'An {addresses}; hier bleibt keine Kopie',
  'Mail programs': 'Mailprogramme',
  'No mail server is connected here yet, so no mail comes in. Ask whoever runs this server.':
    'Hier ist noch kein Mailserver angeschlossen, darum kommt keine E-Mail an. Fragen Sie den Betreiber dieses Servers.',
  'Switched off by your administrator': 'Von Ihrem Administrator ausgeschaltet',
  'User name': 'Benutzername',
  'Reading (IMAP)': 'Lesen (IMAP)',
  'Fetching (POP3)': 'Abholen (POP3)',
  'Sending (SMTP)': 'Senden (SMTP)',
  '{host}, port {port} with SSL/TLS, or {other} with STARTTLS':
    '{host}, Port {port} mit SSL/TLS oder {other} mit STARTTLS',
  '{host}, port {port} with SSL/TLS, where it is offered':
    '{host}, Port {port} mit SSL/TLS, wo es angeboten wird',
  'Give each program': 'Geben Sie jedem Programm',
  'a password of its own': 'ein eigenes Passwort',
  ': a lost phone is then shut out alone.': ': Ein verlorenes Telefon wird dann allein ausgesperrt.',

  'Your administrator asks for a new password. Until you set one, the old one opens this page alone, and no mail program.':
    'Ihr Administrator verlangt ein neues Passwort. Bis Sie eines setzen, öffnet das alte nur diese Seite und kein Mailprogramm.',
  'The password is changed. Mail programs that had it ask for the new one.':
    'Das Passwort ist geändert. Mailprogramme, die es hatten, fragen nach dem neuen.',
  'Mail programs with a password of their own go on; everything else is signed out by this.':
    'Mailprogramme mit eigenem Passwort arbeiten weiter; alles andere wird damit abgemeldet.',
  'Current password of the mailbox': 'Jetziges Passwort des Postfachs',
  'New password': 'Neues Passwort',
  'New password again': 'Neues Passwort noch einmal',
  '8 characters or more, three of: upper case, lower case, digits, other characters. Without the name of the mailbox.':
    'Mindestens 8 Zeichen aus drei dieser Arten: Großbuchstaben, Kleinbuchstaben, Ziffern, andere Zeichen. Ohne den Namen des Postfachs.',
  'Change the password': 'Passwort ändern',
  'Your administrator sets the password of this mailbox.':
    'Ihr Administrator setzt das Passwort dieses Postfachs.',
  'Type the password that the mailbox has now.': 'Geben Sie das jetzige Passwort des Postfachs ein.',
  'This is the password that has to be changed.': 'Das ist das Passwort, das geändert werden muss.',
  'This is not the password of the mailbox. A password of a single program does not count.':
    'Das ist nicht das Passwort des Postfachs. Das Passwort eines einzelnen Programms zählt nicht.',

  'The password must have at least {count} characters.': 'Das Passwort braucht mindestens {count} Zeichen.',
  'The password may have {count} bytes at most.': 'Das Passwort darf höchstens {count} Bytes haben.',
  'The password holds a character that cannot be typed.':
    'Das Passwort enthält ein Zeichen, das sich nicht eingeben lässt.',
  'The password needs three of: upper case, lower case, digits, other characters.':
    'Das Passwort braucht drei davon: Großbuchstaben, Kleinbuchstaben, Ziffern, andere Zeichen.',
  'The password must not contain the name of the mailbox.':
    'Das Passwort darf den Namen des Postfachs nicht enthalten.',

  'Saved.': 'Gespeichert.',
  'Saved. It holds for mail that comes from now on.':
    'Gespeichert. Es gilt für E-Mails, die von jetzt an kommen.',
  'Forward my mail to': 'Meine E-Mails weiterleiten an',
  'One address in a line. Leave it empty to forward nothing.':
    'Eine Adresse je Zeile. Leer, um nichts weiterzuleiten.',
  'Keep a copy here': 'Eine Kopie hier behalten',
  'Without it mail is at the other addresses only: nothing new is seen here, and what they refuse is lost.':
    'Ohne sie sind E-Mails nur bei den anderen Adressen: Hier kommt nichts Neues an, und was dort abgewiesen wird, ist verloren.',
  'A forwarding address is no e-mail address.': 'Eine Adresse zum Weiterleiten ist keine E-Mail-Adresse.',
  '{count} forwarding addresses at most, {outside} of them outside the domain.':
    'Höchstens {count} Adressen zum Weiterleiten, davon {outside} außerhalb der Domain.',
  'A mailbox cannot forward to itself.': 'Ein Postfach kann nicht an sich selbst weiterleiten.',
  'A vacation message must be given to be enabled.': 'Zum Einschalten muss eine Antwort dastehen.',
  Save: 'Speichern',
  'I am away: answer my mail': 'Ich bin abwesend: meine E-Mails beantworten',
  Answer: 'Antwort',
  'Sent once a day to each sender, to mail that is written to you. It may have 8,000 characters.':
    'Geht einmal am Tag an jeden Absender, auf E-Mails, die an Sie gerichtet sind. Höchstens 8.000 Zeichen.',

  'A code of an app on your phone, asked for besides the password when you sign in to these pages. Mail programs have no place for it: give each':
    'Ein Code einer App auf Ihrem Telefon, der neben dem Passwort verlangt wird, wenn Sie sich auf diesen Seiten anmelden. Mailprogramme haben kein Feld dafür: Geben Sie jedem',
  'The app is set up. Its code is asked for when you sign in here.':
    'Die App ist eingerichtet. Ihr Code wird verlangt, wenn Sie sich hier anmelden.',
  'The app is removed. Your password alone signs you in here.':
    'Die App ist entfernt. Ihr Passwort allein meldet Sie hier an.',
  'Type the code that the app shows.': 'Geben Sie den Code ein, den die App zeigt.',
  'Type the code that the app on your phone shows now.':
    'Geben Sie den Code ein, den die App auf Ihrem Telefon jetzt zeigt.',
  'Go on': 'Weiter',
  'No phone at hand? Whoever looks after your mailbox can remove the app.':
    'Kein Telefon zur Hand? Wer Ihr Postfach betreut, kann die App entfernen.',
  'Set up': 'Einrichten',
  'Set up an app': 'App einrichten',
  'Your administrator asks for a second factor. Set it up to go on.':
    'Ihr Administrator verlangt einen zweiten Faktor. Richten Sie ihn ein, um fortzufahren.',
  'Your administrator has not allowed this.': 'Ihr Administrator hat das nicht erlaubt.',
  'Your administrator asks for it.': 'Ihr Administrator verlangt es.',
  'An app is set up. Your administrator asks for it.':
    'Eine App ist eingerichtet. Ihr Administrator verlangt sie.',
  'An app is set up.': 'Eine App ist eingerichtet.',
  'Remove the app': 'App entfernen',

  'A password for one program, good for that alone. A lost phone is shut out by removing its password.':
    'Ein Passwort für ein einziges Programm. Ein verlorenes Telefon sperren Sie aus, indem Sie sein Passwort entfernen.',
  'Make one': 'Neues anlegen',
  Program: 'Programm',
  'A name to know it by, such as &quot;phone&quot;.': 'Ein Name, an dem man es erkennt, etwa „Telefon“.',
  'Name the program, such as &quot;phone&quot;.': 'Benennen Sie das Programm, etwa „Telefon“.',
  'A name is one line of {count} characters at most.':
    'Ein Name ist eine Zeile mit höchstens {count} Zeichen.',
  'Name at least one of imap, pop3 and smtp.': 'Wählen Sie mindestens eines von IMAP, POP3 und SMTP.',
  'A mailbox has {count} app passwords at most. Delete one first.':
    'Ein Postfach hat höchstens {count} App-Passwörter. Löschen Sie zuerst eines.',
  'What it is for': 'Wofür es gilt',
  'Make the password': 'Passwort anlegen',
  'A new app password': 'Ein neues App-Passwort',
  'Type it into {name} now, with {address} as user name. It is not shown again: a lost one is removed and another made.':
    'Geben Sie es jetzt in {name} ein, mit {address} als Benutzername. Es wird nicht noch einmal angezeigt: Ein verlorenes entfernt man und legt ein neues an.',
  'I have it': 'Ich habe es',
  '{text}. Made': '{text}. Angelegt',
  ', last used': ', zuletzt benutzt',
  ', never used.': ', nie benutzt.',
  'Remove {name}': '{name} entfernen',
  'Remove it': 'Entfernen',
  'Its program is signed out and stays out. Others sign in again by themselves.':
    'Sein Programm wird abgemeldet und bleibt es. Andere melden sich von selbst wieder an.',
  'The password is removed: its program cannot sign in any more.':
    'Das Passwort ist entfernt: Sein Programm kann sich nicht mehr anmelden.',
  'This password was removed already. Below are those that there are now.':
    'Dieses Passwort wurde schon entfernt. Unten stehen die, die es jetzt gibt.',
} as const
