/**
 * What the server says in its own words, in German: why it refuses, who did something, and names of fields. `{places}` are for what differs
 * from time to time. What is not here is shown in English.
 */
export const SERVER_WORDS = {
  // Of no field.
  'A value is not allowed.': 'Ein Wert ist nicht erlaubt.',
  'This is not allowed.': 'Das ist nicht erlaubt.',
  'There is nothing at this address.': 'Unter dieser Adresse gibt es nichts.',
  'The owner is protected from this.': 'Der Inhaber ist davor geschützt.',
  'The job is not in a state in which this can be done.': 'Das geht im jetzigen Zustand des Auftrags nicht.',
  'Somebody else changed this since you read it.':
    'Jemand anderes hat das geändert, seit Sie es gelesen haben.',
  'Your account requires a second factor. Add another one first.':
    'Ihr Konto verlangt einen zweiten Faktor. Fügen Sie zuerst einen anderen hinzu.',
  'Only somebody signed in to the panel can do this.':
    'Das kann nur, wer an der Bedienoberfläche angemeldet ist.',
  '{name} is missing.': '{name} fehlt.',
  '{name} must not be empty.': '{name} darf nicht leer sein.',
  '{name} must have {most} characters or less.': '{name}: höchstens {most} Zeichen.',
  '{name} must be {most} or less.': '{name}: höchstens {most}.',
  '{name} must be {least} or more.': '{name}: mindestens {least}.',
  '{name} is one of {values}.': '{name}: eines von {values}.',
  '{field} is a whole number, {least} to {most}.': 'Eine ganze Zahl von {least} bis {most}.',
  '{field} is one line of text, without control characters.': 'Eine Zeile Text, ohne Steuerzeichen.',
  '{field} is one line of {most} characters at most.': 'Eine Zeile von höchstens {most} Zeichen.',
  '{field} holds a control character.': 'Darin steht ein Steuerzeichen.',
  '{field} may have {most} characters at most.': 'Höchstens {most} Zeichen.',
  'At most {most} characters.': 'Höchstens {most} Zeichen.',
  '{most} characters at most.': 'Höchstens {most} Zeichen.',
  '{most} characters at most, on one line.': 'Höchstens {most} Zeichen, in einer Zeile.',
  'One line, {most} characters at most.': 'Eine Zeile, höchstens {most} Zeichen.',
  '{most} at most.': 'Höchstens {most}.',

  // Users, roles and accounts.
  'The user name is taken.': 'Diesen Benutzernamen gibt es schon.',
  'The name is taken.': 'Diesen Namen gibt es schon.',
  'A user name begins with a letter.': 'Ein Benutzername beginnt mit einem Buchstaben.',
  'A user name has no spaces.': 'Ein Benutzername hat keine Leerzeichen.',
  'A user name has {most} characters at most.': 'Ein Benutzername hat höchstens {most} Zeichen.',
  'A user name is written in plain letters: type “{plain}”.':
    'Ein Benutzername wird in einfachen Buchstaben geschrieben: „{plain}“.',
  'The digits of a user name are 0 to 9: “{char}” cannot be in it.':
    'Die Ziffern eines Benutzernamens sind 0 bis 9: „{char}“ geht nicht.',
  'The letters of a word in a user name are of one alphabet.':
    'Die Buchstaben eines Wortes im Benutzernamen gehören zu einem Alphabet.',
  'This user name would be mistaken for one in Latin letters.':
    'Dieser Benutzername sähe aus wie einer in lateinischen Buchstaben.',
  'There is an invisible character in this user name.':
    'In diesem Benutzernamen steht ein unsichtbares Zeichen.',
  'This name looks like one that is taken (0 and o, 1 and l, rn and m): choose another.':
    'Dieser Name sieht aus wie ein vergebener (0 und o, 1 und l, rn und m): Wählen Sie einen anderen.',
  'Write an address such as joe@example.com.': 'Schreiben Sie eine Adresse wie joe@example.com.',
  'This is no e-mail address.': 'Das ist keine E-Mail-Adresse.',
  'This cannot be a region.': 'Das kann keine Region sein.',
  'There is no such region.': 'Diese Region gibt es nicht.',
  'The password is too easy to guess.': 'Das Passwort ist zu leicht zu erraten.',
  'This is the present password.': 'Das ist das jetzige Passwort.',
  'This password was used before.': 'Dieses Passwort wurde schon einmal benutzt.',
  'This password is among the first that an attacker tries. Use a few unrelated words.':
    'Dieses Passwort gehört zu den ersten, die ein Angreifer versucht. Nehmen Sie ein paar Wörter ohne Zusammenhang.',
  'Use {count} characters or more; a few unrelated words do well.':
    'Nehmen Sie mindestens {count} Zeichen; ein paar Wörter ohne Zusammenhang eignen sich gut.',
  'Use {count} bytes at most.': 'Nehmen Sie höchstens {count} Bytes.',
  'An account owner cannot do this to oneself.': 'Das kann ein Kontoinhaber nicht bei sich selbst tun.',
  'Nobody can do this to oneself.': 'Das kann niemand bei sich selbst tun.',
  'Not for your own user.': 'Nicht für Ihren eigenen Benutzer.',
  'Not in the name of another user.': 'Nicht im Namen eines anderen Benutzers.',
  'This is the last enabled operator (identity:service-admin). Make another user operator first.':
    'Das ist der letzte aktive Betreiber (identity:service-admin). Machen Sie zuerst einen anderen Benutzer zum Betreiber.',
  'The user is disabled. Enable the user first, then invite.':
    'Der Benutzer ist gesperrt. Entsperren Sie ihn zuerst, und laden Sie ihn dann ein.',
  'The roles go to another enabled user of the same account.':
    'Die Rollen gehen an einen anderen, nicht gesperrten Benutzer desselben Kontos.',
  'An account has {most} users at most.': 'Ein Konto hat höchstens {most} Benutzer.',
  'An account name has 1 to {most} printable characters.':
    'Ein Kontoname hat 1 bis {most} druckbare Zeichen.',
  'Only those who manage users can do this: the account owner, and whom the owner made manager.':
    'Das können nur die, die Benutzer verwalten: der Kontoinhaber und wen er zum Verwalter gemacht hat.',
  'Whole minutes from 0 to {most}.': 'Ganze Minuten von 0 bis {most}.',
  'This installation shows every key once; an account cannot be laxer.':
    'Diese Installation zeigt jeden Schlüssel nur einmal; ein Konto kann nicht großzügiger sein.',
  'Keys of this account are shown once: none of them can be shown again.':
    'Schlüssel dieses Kontos werden nur einmal angezeigt: Keiner lässt sich noch einmal anzeigen.',
  'Set up a second factor of your own first.': 'Richten Sie zuerst selbst einen zweiten Faktor ein.',
  'A user has at most {most} passkeys.': 'Ein Benutzer hat höchstens {most} Passkeys.',
  'A user has at most {most} apps.': 'Ein Benutzer hat höchstens {most} Apps.',
  'That took too long, or was sent already. Try again.':
    'Das dauerte zu lange oder wurde schon abgeschickt. Versuchen Sie es noch einmal.',
  'Between 0 and 30 days, in seconds.': 'Zwischen 0 und 30 Tagen.',
  'A number of calls from 1 to {most}.': 'Eine Zahl von Aufrufen, 1 bis {most}.',
  'There is a group of this name already.': 'Es gibt schon eine Gruppe dieses Namens.',
  'An account has {most} groups at most.': 'Ein Konto hat höchstens {most} Gruppen.',
  'One line of 1 to {most} characters, without blanks around it.':
    'Eine Zeile von 1 bis {most} Zeichen, ohne Leerzeichen außen.',
  'A group cannot have the role {role}: it is given to each person.':
    'Eine Gruppe kann die Rolle {role} nicht haben: Sie wird jeder Person einzeln gegeben.',
  'The role {role} comes from the group {group}: take it from there.':
    'Die Rolle {role} kommt von der Gruppe {group}: Nehmen Sie sie dort weg.',

  // Application credentials, key pairs and administrators.
  'The user has an application credential of this name.':
    'Es gibt schon einen Anwendungszugang dieses Namens.',
  'A user has at most {most} application credentials.':
    'Ein Benutzer hat höchstens {most} Anwendungszugänge.',
  'An application credential has at most {most} access rules.':
    'Ein Anwendungszugang hat höchstens {most} Arten von Anfragen.',
  'An access rule has a service type, a method and a path that begins with a slash.':
    'Nötig sind die Art des Dienstes, eine Methode und ein Pfad, der mit einem Schrägstrich beginnt.',
  'A name has 1 to {most} characters.': 'Ein Name hat 1 bis {most} Zeichen.',
  'A description has at most {most} characters.': 'Eine Beschreibung hat höchstens {most} Zeichen.',
  'The expiry must be in the future.': 'Das Ende muss in der Zukunft liegen.',
  'A time that is yet to come.': 'Ein Zeitpunkt, der noch kommt.',
  'A name has small letters, digits and hyphens, 40 at most, no hyphen first or last.':
    'Ein Name hat Kleinbuchstaben, Ziffern und Bindestriche, höchstens 40, außen keinen Bindestrich.',
  'At least one area.': 'Mindestens ein Bereich.',
  'At least one domain.': 'Mindestens eine Domain.',
  'Addresses such as 192.0.2.7, or networks such as 192.0.2.0/24 and 2001:db8::/32.':
    'Adressen wie 192.0.2.7 oder Netze wie 192.0.2.0/24 und 2001:db8::/32.',
  'Whole days, {most} at most; 0 for no end.': 'Ganze Tage, höchstens {most}; 0: kein Ende.',
  'You are at {address}, and these networks would shut you out.':
    'Sie kommen von {address}, und diese Netze würden Sie aussperren.',
  'Change this of your own user in the panel.': 'Ändern Sie das in Ihren eigenen Kontoeinstellungen.',
  'This is the last enabled super administrator of the account. Make another one first.':
    'Das ist der letzte aktive Super-Administrator des Kontos. Machen Sie zuerst jemand anderen dazu.',
  'This administrator also has roles outside the e-mail area. Whoever gives those can do this.':
    'Dieser Administrator hat auch Rollen außerhalb des E-Mail-Bereichs. Das kann, wer diese Rollen vergibt.',

  // Services.
  'Begins with a letter; letters, digits and . _ : - only, 64 at most.':
    'Beginnt mit einem Buchstaben; nur Buchstaben, Ziffern und . _ : -, höchstens 64.',
  'An http:// or https:// address without a password; %(tenant_id)s stands for the account number.':
    'Eine Adresse mit http:// oder https:// ohne Passwort; %(tenant_id)s steht für die Kontonummer.',
  'Begins with a slash; * or {name} stands for one segment, ** for any depth.':
    'Beginnt mit einem Schrägstrich; * oder {name} steht für einen Abschnitt, ** für beliebige Tiefe.',
  'No request gets in with such a path: single slashes, no dot segments, no semicolon.':
    'Mit einem solchen Pfad kommt keine Anfrage durch: einzelne Schrägstriche, keine Punktsegmente, kein Semikolon.',
  'The endpoint exists already.': 'Diesen Endpunkt gibt es schon.',

  // Domains, mailboxes, aliases and group lists.
  'The domain is there already.': 'Diese Domain gibt es schon.',
  'Write a domain name such as example.com.': 'Schreiben Sie eine Domain wie example.com.',
  'The domain has a mailbox already.': 'Die Domain hat schon ein Postfach.',
  'The domain has {used} mailboxes already.': 'Die Domain hat schon {used} Postfächer.',
  'The domain has all of its mailboxes: {used} of {most}.':
    'Die Domain hat schon alle ihre Postfächer: {used} von {most}.',
  'The domain has no room for more mailboxes.': 'Die Domain hat keinen Platz für weitere Postfächer.',
  'The domain has no mailboxes.': 'Die Domain hat keine Postfächer.',
  'A domain has {most} alternate names at most.': 'Eine Domain hat höchstens {most} weitere Namen.',
  'The name servers do not answer.': 'Die Nameserver antworten nicht.',
  'The catch-all is no e-mail address.': 'Die Sammeladresse ist keine E-Mail-Adresse.',
  'Who is told as well is one e-mail address.': 'Auch zu benachrichtigen: eine einzige E-Mail-Adresse.',
  'This server sends no mail: its operator has set none up.':
    'Dieser Server verschickt keine E-Mails: Sein Betreiber hat keinen Versand eingerichtet.',
  'The sender is an address that exists in the domain.':
    'Der Absender ist eine Adresse, die es in der Domain gibt.',
  'An announcement has a subject.': 'Der Betreff fehlt.',
  'An announcement has a text.': 'Der Text fehlt.',
  'The address is taken.': 'Diese Adresse ist vergeben.',
  'The address is taken by a mailbox.': 'Diese Adresse hat schon ein Postfach.',
  'The address is taken by an alias.': 'Diese Adresse hat schon ein Alias.',
  'The address is taken by a group list.': 'Diese Adresse hat schon ein Verteiler.',
  'A name has letters, digits and . _ - only, 64 at most, and begins with a letter or a digit.':
    'Ein Name hat nur Buchstaben, Ziffern und . _ -, höchstens 64, und beginnt mit Buchstabe oder Ziffer.',
  'The password must have at least {count} characters.': 'Das Passwort braucht mindestens {count} Zeichen.',
  'The password may have {most} bytes at most.': 'Das Passwort darf höchstens {most} Bytes haben.',
  'The password needs three of: upper case, lower case, digits, other characters.':
    'Das Passwort braucht drei dieser Arten: Großbuchstaben, Kleinbuchstaben, Ziffern, andere Zeichen.',
  'The password must not contain the name of the mailbox.':
    'Das Passwort darf den Namen des Postfachs nicht enthalten.',
  'The password holds a character that cannot be typed.':
    'Im Passwort steht ein Zeichen, das sich nicht tippen lässt.',
  'The size is a whole number of MB, 1 to {most}.': 'Die Größe ist eine ganze Zahl von MB, 1 bis {most}.',
  'The size is a whole number of MB.': 'Die Größe ist eine ganze Zahl von MB.',
  'A forwarding address is no e-mail address.': 'Eine der Adressen ist keine E-Mail-Adresse.',
  'A mailbox cannot forward to itself.': 'Ein Postfach kann nicht an sich selbst weiterleiten.',
  '{most} forwarding addresses at most, {outside} of them outside the domain.':
    'Höchstens {most} Adressen, davon {outside} außerhalb der Domain.',
  'Mail would go round: {member} leads back to {own}.':
    'Die Post liefe im Kreis: {member} führt zurück zu {own}.',
  'A vacation message must be given to be enabled.':
    'Zum Einschalten braucht die Abwesenheitsnotiz einen Text.',
  'A mailbox has {most} app passwords at most. Delete one first.':
    'Ein Postfach hat höchstens {most} App-Passwörter. Löschen Sie zuerst eines.',
  'A name is one line of {most} characters at most.': 'Ein Name ist eine Zeile von höchstens {most} Zeichen.',
  'Name at least one of imap, pop3 and smtp.': 'Wählen Sie mindestens einen Zugang.',
  'An alias must point to a valid email address.': 'Ein Alias braucht gültige E-Mail-Adressen.',
  'An alias cannot point to itself.': 'Ein Alias kann nicht auf sich selbst zeigen.',
  'An alias has {most} members at most.': 'Ein Alias hat höchstens {most} Mitglieder.',
  'Max number of non-local email recipients reached.':
    'Mehr Adressen außerhalb der Domain sind nicht möglich.',
  'A list cannot be a member of itself.': 'Ein Verteiler kann nicht sein eigenes Mitglied sein.',
  'A list has {most} members outside its domain at most.':
    'Ein Verteiler hat höchstens {most} Mitglieder außerhalb seiner Domain.',
  'A display name has {most} characters at most.': 'Ein Anzeigename hat höchstens {most} Zeichen.',
  'A display name is one line of text.': 'Ein Anzeigename ist eine Zeile Text.',
  'There is no {missing}.': '{missing} gibt es nicht.',
  '{text} is no e-mail address.': '{text} ist keine E-Mail-Adresse.',
  'Spam is forwarded to an address that exists in the domain.':
    'Spam geht nur an eine Adresse, die es in der Domain gibt.',
  'Spam that goes to an address needs one: an e-mail address in the domain.':
    'Dafür ist eine Adresse nötig: eine E-Mail-Adresse in der Domain.',
  'An entry is a network address such as 192.0.2.1 or 192.0.2.%.':
    'Ein Eintrag ist eine Netzadresse wie 192.0.2.1 oder 192.0.2.%.',
  'An entry is an address or a domain such as a@example.com, @example.com or @%.example.com.':
    'Ein Eintrag ist eine Adresse oder Domain wie a@example.com, @example.com oder @%.example.com.',
  'A list has {most} entries at most.': 'Eine Liste hat höchstens {most} Einträge.',

  // Files and jobs.
  'The file is empty.': 'Die Datei ist leer.',
  'A file has 10 MB at most.': 'Eine Datei hat höchstens 10 MB.',
  'A file has {count} rows at most. Split it into several.':
    'Eine Datei hat höchstens {count} Zeilen. Teilen Sie sie in mehrere.',
  'This is a workbook, which holds more than rows. Save it as CSV, and choose that file.':
    'Das ist eine Arbeitsmappe, und darin steht mehr als Zeilen. Speichern Sie sie als CSV, und wählen Sie diese Datei.',
  'The row has more cells than there are columns. A text that holds the sign between cells needs quotes around it.':
    'Die Zeile hat mehr Zellen, als es Spalten gibt. Ein Text mit dem Trennzeichen darin braucht Anführungszeichen.',
  'Say which column has the user names.': 'Sagen Sie, in welcher Spalte die Benutzernamen stehen.',
  'Say which column has the names of the aliases.':
    'Sagen Sie, in welcher Spalte die Namen der Aliase stehen.',
  'A field is given to two columns.': 'Ein Feld ist zwei Spalten zugewiesen.',
  'The user name is missing.': 'Der Benutzername fehlt.',
  'The alias is missing.': 'Der Alias fehlt.',
  'The name is not allowed.': 'Dieser Name ist nicht erlaubt.',
  'The address is not one of {domain}.': 'Diese Adresse gehört nicht zu {domain}.',
  'A new mailbox needs a password.': 'Ein neues Postfach braucht ein Passwort.',
  'Write 1 or 0, yes or no.': 'Schreiben Sie 1 oder 0, yes oder no.',
  'Row {number} is the same mailbox.': 'Zeile {number} ist dasselbe Postfach.',
  'Row {number} is the same alias.': 'Zeile {number} ist derselbe Alias.',
  'Row {number} is the same user.': 'Zeile {number} ist derselbe Benutzer.',
  '{role} is not yours to give.': '{role} können Sie nicht geben.',
  'There is no such mailbox.': 'Dieses Postfach gibt es nicht.',
  'The filter finds more than 50,000 mailboxes. Narrow it.':
    'Der Filter findet mehr als 50.000 Postfächer. Engen Sie ihn ein.',
  'Deleted mailboxes can only be restored.': 'Gelöschte Postfächer lassen sich nur wiederherstellen.',

  // Who does something where nobody does it, as in the audit log.
  'command line': 'die Befehlszeile',
  server: 'der Server',
  'server start': 'der Serverstart',
  'first start': 'der erste Start',
  'forgotten password': 'die Seite „Passwort vergessen?“',

  // Fields of a file, by their names in the API.
  Username: 'Benutzername',
  Password: 'Passwort',
  Enabled: 'Eingeschaltet',
  'Display name': 'Anzeigename',
  Size: 'Größe',
  'Forward to': 'Weiterleiten an',
  'First name': 'Vorname',
  Initials: 'Initialen',
  'Last name': 'Nachname',
  Title: 'Berufsbezeichnung',
  Organization: 'Unternehmen',
  'Organization unit': 'Abteilung',
  'Business number': 'Telefon, Arbeit',
  'Mobile number': 'Telefon, mobil',
  'Fax number': 'Fax',
  'Home number': 'Telefon, privat',
  'Business street': 'Straße, Arbeit',
  'Business city': 'Ort, Arbeit',
  'Business state': 'Bundesland, Arbeit',
  'Business postal code': 'Postleitzahl, Arbeit',
  'Business country': 'Land, Arbeit',
  Notes: 'Notizen',
  'User ID': 'Benutzer-ID',
  'Custom ID': 'Eigene ID',
  Members: 'Mitglieder',
  Email: 'E-Mail-Adresse',
  Roles: 'Rollen',
} as const
