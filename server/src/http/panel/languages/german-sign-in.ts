/** The German of the pages on which one signs in, is let in or asks for help. */
export const SIGN_IN = {
  '{text} · Keyward': '{text} · Keyward',

  'Sign in': 'Anmelden',
  Username: 'Benutzername',
  Password: 'Passwort',
  'Sign in with a passkey': 'Mit Passkey anmelden',
  'Forgot your password?': 'Passwort vergessen?',
  'Owners of mailboxes': 'Inhaber von Postfächern',
  'sign in to their mailbox': 'melden sich an ihrem Postfach an',
  'Type your username.': 'Geben Sie Ihren Benutzernamen ein.',
  'Type your password.': 'Geben Sie Ihr Passwort ein.',

  'Second step': 'Zweiter Schritt',
  'Your password is right. One more thing to show that it is you.':
    'Ihr Passwort stimmt. Noch ein Nachweis, dass Sie es sind.',
  'Use your passkey': 'Passkey benutzen',
  'Your passkey can be asked only with JavaScript.': 'Ihr Passkey lässt sich nur mit JavaScript abfragen.',
  Code: 'Code',
  'Six digits from your authenticator app, or one of your recovery codes.':
    'Sechs Ziffern Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.',
  'One of your recovery codes.': 'Einer Ihrer Wiederherstellungscodes.',
  'Passkey not at hand? {text}': 'Passkey nicht zur Hand? {text}',
  'Start over': 'Von vorn beginnen',
  '. Without passkey, app and codes, ask your administrator to reset your second factor.':
    '. Ohne Passkey, App und Codes kann Ihr Administrator Ihren zweiten Faktor zurücksetzen.',
  '. Without passkey and codes, ask your administrator to reset your second factor.':
    '. Ohne Passkey und Codes kann Ihr Administrator Ihren zweiten Faktor zurücksetzen.',
  '. Without app and codes, ask your administrator to reset your second factor.':
    '. Ohne App und Codes kann Ihr Administrator Ihren zweiten Faktor zurücksetzen.',
  'Type the code.': 'Geben Sie den Code ein.',
  'This sign-in is over.': 'Diese Anmeldung ist vorbei.',

  'Set up a second factor': 'Zweiten Faktor einrichten',
  'Your account asks for a second factor.': 'Ihr Konto verlangt einen zweiten Faktor.',
  'Your account asks for a second factor: a passkey, or an authenticator app.':
    'Ihr Konto verlangt einen zweiten Faktor: einen Passkey oder eine Authenticator-App.',
  'Set up a passkey': 'Passkey einrichten',
  'No passkeys here: they need a host name and HTTPS in the address of this server.':
    'Hier gibt es keine Passkeys: Sie brauchen einen Hostnamen und HTTPS in der Adresse dieses Servers.',
  'Scan this with an authenticator app on your phone.':
    'Scannen Sie dies mit einer Authenticator-App auf Ihrem Telefon.',
  'QR code for your authenticator app': 'QR-Code für Ihre Authenticator-App',
  'Or type this into the app:': 'Oder geben Sie dies in die App ein:',
  'The six digits that the app shows now.': 'Die sechs Ziffern, die die App jetzt zeigt.',
  'Set up and sign in': 'Einrichten und anmelden',
  'Your recovery codes': 'Ihre Wiederherstellungscodes',
  'Each of these codes signs you in once when your passkey or app is not at hand. Keep them in a safe place: they are not shown again.':
    'Jeder dieser Codes meldet Sie einmal an, wenn Passkey oder App nicht zur Hand sind. Bewahren Sie sie sicher auf: Sie werden nicht noch einmal angezeigt.',
  'I have kept them': 'Ich habe sie aufbewahrt',

  'This installation sends no mail. Please ask whoever manages your account: they can make a link by which you choose a new password.':
    'Diese Installation verschickt keine E-Mails. Bitte fragen Sie, wer Ihr Konto verwaltet: Dort kann man einen Link anlegen, über den Sie ein neues Passwort wählen.',
  'Look into your mail': 'Sehen Sie in Ihrem Postfach nach',
  'If there is a user of that name with an e-mail address, a link is on its way there. It works once, for half an hour after it was sent.':
    'Wenn es einen Benutzer dieses Namens mit einer E-Mail-Adresse gibt, ist ein Link dorthin unterwegs. Er gilt einmal, eine halbe Stunde nach dem Absenden.',
  'Nothing has come? Look among the unwanted mail, check the name, or ask whoever manages your account.':
    'Nichts gekommen? Sehen Sie im Spam nach, prüfen Sie den Namen oder fragen Sie, wer Ihr Konto verwaltet.',
  'We send a link to the e-mail address of your user.':
    'Wir schicken einen Link an die E-Mail-Adresse Ihres Benutzers.',
  'Send me a link': 'Link schicken',

  'This link does not work': 'Dieser Link gilt nicht',
  'It was used already, or its time is over. A link works once.':
    'Er wurde schon benutzt, oder seine Zeit ist vorbei. Ein Link gilt einmal.',
  'If nobody has set Keyward up yet, start it again: it prints a fresh link.':
    'Wenn noch niemand Keyward eingerichtet hat, starten Sie es neu: Es gibt einen frischen Link aus.',
  'Ask the person who invited you for a new one.':
    'Bitten Sie die Person, die Sie eingeladen hat, um einen neuen.',
  'You can': 'Sie können',
  'ask for a new one': 'einen neuen anfordern',
  'Ask again where the link was made, or sign in with your password.':
    'Fragen Sie dort noch einmal, wo der Link herkam, oder melden Sie sich mit Ihrem Passwort an.',

  'Set up Keyward': 'Keyward einrichten',
  'You will own the first account and run this installation.':
    'Sie werden Inhaber des ersten Kontos und betreiben diese Installation.',
  'Begins with a letter; letters, digits and @ . _ + - may follow.':
    'Beginnt mit einem Buchstaben; Buchstaben, Ziffern und @ . _ + - dürfen folgen.',
  'Create the owner': 'Inhaber anlegen',
  'Choose a username.': 'Wählen Sie einen Benutzernamen.',
  'Choose a password': 'Passwort wählen',
  'Choose a new password': 'Neues Passwort wählen',
  'Choose a password.': 'Wählen Sie ein Passwort.',
  'Choose this password': 'Dieses Passwort wählen',
  'You are invited to the account {name} ({id}).': 'Sie sind in das Konto {name} ({id}) eingeladen.',
  'Everywhere else you are signed out by this. A second factor is asked for as before.':
    'Damit werden Sie überall sonst abgemeldet. Ein zweiter Faktor wird wie bisher verlangt.',
  'Password again': 'Passwort noch einmal',
  '{count} characters or more; a few unrelated words do well. Any characters are fine.':
    'Mindestens {count} Zeichen; ein paar Wörter ohne Zusammenhang eignen sich gut. Alle Zeichen sind erlaubt.',
  'Use {count} characters or more; a few unrelated words do well.':
    'Nehmen Sie mindestens {count} Zeichen; ein paar Wörter ohne Zusammenhang eignen sich gut.',
  'Use {count} bytes at most.': 'Nehmen Sie höchstens {count} Bytes.',
  'This password is among the first that an attacker tries. Use a few unrelated words.':
    'Dieses Passwort gehört zu den ersten, die ein Angreifer versucht. Nehmen Sie ein paar Wörter ohne Zusammenhang.',
  'This password was used before.': 'Dieses Passwort wurde schon einmal benutzt.',
  'The two passwords differ.': 'Die beiden Passwörter sind verschieden.',

  'Sign out': 'Abmelden',
  'You are signed in as {name}.': 'Sie sind als {name} angemeldet.',

  'This form was open for too long or came from elsewhere. Please send it again.':
    'Dieses Formular war zu lange offen oder kam von anderswo. Bitte schicken Sie es noch einmal ab.',
  'There is no sign-in to go on with: it took too long, or began in another browser. Please sign in again.':
    'Es gibt keine Anmeldung, die weitergehen könnte: Sie dauerte zu lange oder begann in einem anderen Browser. Bitte melden Sie sich noch einmal an.',
  'The passkey gave no answer. Please try again.':
    'Der Passkey hat nicht geantwortet. Bitte versuchen Sie es noch einmal.',
  'The username or the password is not right.': 'Der Benutzername oder das Passwort stimmt nicht.',
  'The server is busy. Please try again in a moment.':
    'Der Server ist ausgelastet. Bitte versuchen Sie es gleich noch einmal.',
  'Something went wrong on the server. Please try again.':
    'Auf dem Server ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
  'Something went wrong on the server.': 'Auf dem Server ist etwas schiefgegangen.',
  'This link was used already or has ended.': 'Dieser Link wurde schon benutzt oder ist abgelaufen.',
  'This cannot be done here.': 'Das geht hier nicht.',
  'This is not allowed.': 'Das ist nicht erlaubt.',
  'Please sign in.': 'Bitte melden Sie sich an.',
  'Please sign in again.': 'Bitte melden Sie sich noch einmal an.',
  'This password is too easy to guess.': 'Dieses Passwort ist zu leicht zu erraten.',
  'This username is taken.': 'Diesen Benutzernamen gibt es schon.',
  'This name looks like one that is taken (0 and o, 1 and l, rn and m): choose another.':
    'Dieser Name sieht aus wie einer, den es schon gibt (0 und o, 1 und l, rn und m): Wählen Sie einen anderen.',
  'This account exists already.': 'Dieses Konto gibt es schon.',
  'You may not do this.': 'Das dürfen Sie nicht.',
  'The owner is protected from this.': 'Der Inhaber ist davor geschützt.',
  'The server has no room to write.': 'Der Server hat keinen Platz zum Schreiben.',
  'It is not known whether this was done. Please try to sign in.':
    'Es ist nicht bekannt, ob das ausgeführt wurde. Bitte versuchen Sie, sich anzumelden.',
  'Too many failed attempts.': 'Zu viele Fehlversuche.',
  '{text} Try again in a second.': '{text} Versuchen Sie es in einer Sekunde noch einmal.',
  '{text} Try again in {count} seconds.': '{text} Versuchen Sie es in {count} Sekunden noch einmal.',
  '{text} Try again in {count} minutes.': '{text} Versuchen Sie es in {count} Minuten noch einmal.',
  'This is not the code that the app shows now, or it was used already.':
    'Das ist nicht der Code, den die App jetzt zeigt, oder er wurde schon benutzt.',
  'This passkey was not accepted.': 'Dieser Passkey wurde nicht angenommen.',
  'That took too long, or was sent already. Try again.':
    'Das dauerte zu lange oder wurde schon abgeschickt. Versuchen Sie es noch einmal.',

  'This did not work': 'Das hat nicht geklappt',
  'Request {id}': 'Anfrage {id}',
  'Start page': 'Startseite',
  'There is nothing at this address.': 'Unter dieser Adresse gibt es nichts.',
  'The request could not be read.': 'Die Anfrage konnte nicht gelesen werden.',
  'The form could not be read.': 'Das Formular konnte nicht gelesen werden.',
  'The form is too large.': 'Das Formular ist zu groß.',
  'The request body is too large.': 'Die Anfrage ist zu groß.',
} as const
