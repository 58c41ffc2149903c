import type { profile as english } from '../en/profile.ts'
import type { Translation } from '../translation.ts'

export const profile = {
  'profile.lead': 'Was nur Ihnen gehört, für welches Konto Sie auch arbeiten.',
  'profile.you': 'Ihr Benutzer',
  'profile.part': 'Rolle im E-Mail-Bereich',
  'profile.part.super': 'Super-Administrator: alles, auch Administratoren und API-Schlüssel',
  'profile.part.standard': 'Standard-Administrator: jede Domain und was darin ist',
  'profile.part.limited': 'Eingeschränkter Administrator: die Bereiche und Domains, die Ihnen gegeben wurden',
  'profile.part.none': 'Keine',
  'profile.signIn': 'Anmeldung',
  'profile.signInText': 'Passkeys, Authenticator-Apps, und wo Sie angemeldet sind.',
  'profile.keysText': 'Ein Schlüsselpaar, mit dem Ihre Programme Aufrufe der E-Mail-API signieren.',
  'profile.admins': 'Administratoren',
  'profile.adminsText': 'Wer den E-Mail-Bereich Ihres Kontos verwaltet.',
  'profile.keysFailed': 'Ihre API-Schlüssel konnten nicht geladen werden.',

  'pair.title': 'API-Schlüssel',
  'pair.lead':
    'Ihr Schlüsselpaar für die signierte E-Mail-API. Es gehört nur Ihnen: Niemand sonst sieht oder erzeugt es.',
  'pair.notAllowed':
    'Nur Super-Administratoren des E-Mail-Bereichs haben API-Schlüssel. Ein Super-Administrator Ihres Kontos kann Sie dazu machen.',
  'pair.generate': 'API-Schlüssel erzeugen',
  'pair.view': 'API-Schlüssel anzeigen',
  'pair.generated': 'Ihre API-Schlüssel sind bereit.',
  'pair.notGenerated': 'Die API-Schlüssel wurden nicht erzeugt.',
  'pair.none': 'Sie haben noch keine API-Schlüssel.',
  'pair.noneText':
    'Programme signieren ihre Aufrufe der E-Mail-API mit einem Paar: Benutzerschlüssel und Geheimschlüssel.',
  'pair.userKey': 'Benutzerschlüssel',
  'pair.userKeyHint': 'Sagt, wer Sie sind. Er wird mit jedem Aufruf gesendet und ist kein Geheimnis.',
  'pair.secretKey': 'Geheimschlüssel',
  'pair.shown': 'Geheimschlüssel angezeigt. Er verbirgt sich nach 60 Sekunden von selbst.',
  'pair.notShown': 'Der Geheimschlüssel wurde nicht angezeigt.',
  'pair.notCopied': 'Der Geheimschlüssel wurde nicht kopiert.',
  'pair.copyByHand':
    'Dieser Browser lässt uns hier nicht kopieren. Der Schlüssel ist markiert: Drücken Sie Strg/⌘ C.',
  'pair.power':
    'Wer dieses Paar hat, kann im E-Mail-Bereich Ihres Kontos alles: Domains, Postfächer und Administratoren hinzufügen, ändern und löschen. Hinterlegen Sie es nirgends als in dem Programm, das es braucht.',
  'pair.powerLimit':
    'Für weniger fügen Sie unten ein eingeschränktes Paar hinzu; oder legen Sie für jedes Programm einen eigenen Administrator an und beschränken Sie die Adressen, von denen aus es arbeitet:',
  'pair.powerAdmins': 'Administratoren',
  'pair.reset': 'Zurücksetzen …',
  'pair.resetTitle': 'Neue API-Schlüssel für {name} erzeugen?',
  'pair.resetEffect':
    'Sie bekommen einen anderen Benutzerschlüssel und einen anderen Geheimschlüssel. Programme mit dem alten Paar gehen nicht mehr, bis Sie dort das neue eintragen.',
  'pair.stillWorks': 'Das alte Paar, {userKey}, gilt bis',
  'pair.unconfirmed':
    'Aufrufe, die mit {userKey} signiert sind, werden abgewiesen: Die Daten des Servers wurden aus einer Sicherung wiederhergestellt, und niemand weiß, ob das Paar seither widerrufen wurde. „Zurücksetzen …“ gibt ein neues.',
  'pair.endTitle': 'Altes Paar jetzt beenden?',
  'pair.endText': 'Programme, die noch mit {userKey} signieren, werden von diesem Augenblick an abgewiesen.',
  'pair.endConfirm': 'Altes Paar beenden',
  'pair.ended': 'Das alte Schlüsselpaar ist beendet',

  'pair.checkTitle': 'Wie Signaturen geprüft werden',
  'pair.checkText': 'Jede Signatur enthält eine Zeit. Programme schreiben Verschiedenes hinein.',
  'pair.checkLegend': 'Zeit einer Signatur',
  'pair.check.lenient': 'Ungefähr: 26 Stunden in beide Richtungen, für Uhren jeder Zeitzone',
  'pair.check.strict': 'Streng: UTC auf 5 Minuten genau, und keine Signatur zweimal für eine Änderung',
  'pair.check.static': 'Gar nicht: Ein einmal berechneter Header gilt für immer',
  'pair.staticWarning':
    'Wer einen solchen Header liest, in einem Protokoll oder einer Konfigurationsdatei, kann ihn benutzen, solange es das Paar gibt. Wählen Sie das nur für ein Programm, das nicht signieren kann.',
  'pair.checkSaved': 'Gespeichert. Der nächste Aufruf wird so geprüft.',
  'pair.checkNotSaved': 'Das wurde nicht gespeichert.',
  'pair.calcTitle': 'Signaturrechner',
  'pair.calcText':
    'Was ein Programm senden muss, Schritt für Schritt, und warum abgewiesen wurde, was es gesendet hat. Methode und Adresse gehören nicht zur Signatur.',
  'pair.calcPair': 'Paar',
  'pair.calcMain': 'Das Paar für alles',
  'pair.calcSent': 'Abgewiesener Header',
  'pair.calcSentHint':
    'Leer lassen, um für jetzt zu signieren. Er wird auf dieser Seite verglichen und nirgends hin gesendet.',
  'pair.calcJoin':
    'Zusammengesetzt: Benutzerschlüssel, User-Agent, Zeit, Geheimschlüssel, ohne etwas dazwischen',
  'pair.calcHash': 'Davon SHA-1, in Base64',
  'pair.calcHeader': 'Der Header',
  'pair.calcSecret': 'Geheimschlüssel',
  'pair.fault.none': 'Der eingefügte Header ist für diesen User-Agent richtig.',
  'pair.fault.form': 'Der Header hat eine andere Form als BENUTZERSCHLÜSSEL:ZEIT:HASH.',
  'pair.fault.userKey': 'Der Benutzerschlüssel ist nicht der dieses Paars.',
  'pair.fault.time':
    'Die Zeit ist keine: Es sind 14 Ziffern, vom Jahr bis zur Sekunde, zum Beispiel 20260131235959.',
  'pair.fault.clock':
    'Die Uhr: Die Zeit ist weiter von jetzt entfernt, als dieses Paar erlaubt. Die Uhr des Programms geht falsch, oder es hat vor langer Zeit signiert.',
  'pair.fault.encoding':
    'Die Kodierung: Der Hash ist richtig, aber nicht als Base64 seiner 20 Bytes geschrieben, mit = am Ende.',
  'pair.fault.algorithm': 'Der Hash ist von anderer Art als SHA-1.',
  'pair.fault.order':
    'Die vier Texte wurden in anderer Reihenfolge zusammengesetzt, oder mit etwas dazwischen.',
  'pair.fault.agent': 'Der User-Agent: Es wurde keiner signiert, oder er hatte Leerraum um sich.',
  'pair.fault.secret':
    'Der Geheimschlüssel: Es wurde keiner signiert, oder er hatte Anführungszeichen oder ein Zeilenende um sich.',
  'pair.fault.agentOrSecret':
    'Der User-Agent oder der Geheimschlüssel ist ein anderer. Sehen Sie im Zugriffsprotokoll nach, was das Programm wirklich sendet: Bibliotheken hängen etwas an. Ist das gleich, ist es der Geheimschlüssel, der abweicht.',
  'pair.agent': 'User-Agent des Programms',
  'pair.agentHint': 'Genau so, wie das Programm ihn sendet: Der Header gilt nur für diesen.',
  'pair.compute': 'Header berechnen',
  'pair.header': 'X-Api-Signature',
  'pair.notComputed': 'Der Header wurde nicht berechnet.',

  'named.title': 'Eingeschränkte Schlüsselpaare',
  'named.lead': 'Weitere Paare von Ihnen, jedes für ein Programm und für weniger als alles.',
  'named.add': 'Eingeschränktes Paar hinzufügen',
  'named.addTitle': 'Eingeschränktes Schlüsselpaar hinzufügen',
  'named.addText': 'Es gilt neben Ihren anderen Paaren, für ein Programm.',
  'named.taken':
    'Es gibt schon ein Paar mit diesem Namen. Setzen Sie es zurück, löschen Sie es, oder wählen Sie einen anderen Namen.',
  'named.none': 'Es gibt noch keines.',
  'named.made': 'Das Schlüsselpaar „{name}“. Geben Sie seinem Programm beide Schlüssel mit:',
  'named.name': 'Name',
  'named.nameHint': 'Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel nightly-import.',
  'named.may': 'Darf',
  'named.until': 'Bis',
  'named.forEver': 'kein Ende',
  'named.access': 'Zugriff',
  'named.access.read': 'Nur lesen',
  'named.access.write': 'Lesen und ändern',
  'named.areas': 'Bereiche',
  'named.areasHint': 'Keiner gewählt heißt: jeder Bereich.',
  'named.everyArea': 'jeder Bereich',
  'named.area.domains': 'Domains',
  'named.area.mailboxes': 'Postfächer',
  'named.area.aliases': 'Aliase',
  'named.area.lists': 'Verteiler',
  'named.area.spam': 'Spam-Einstellungen',
  'named.domains': 'Domains',
  'named.everyDomain': 'jede Domain',
  'named.networks': 'Nur von diesen Adressen',
  'named.networksHint': 'Zum Beispiel 192.0.2.7, 198.51.100.0/24; leer: von überall.',
  'named.lastDay': 'Letzter Tag',
  'named.lastDayHint': 'In UTC; leer: kein Ende.',
  'named.delete': 'Löschen',
  'named.acts': 'Aktionen',
  'named.deleteTitle': 'Schlüsselpaar {name} löschen?',
  'named.deleteEffect':
    'Programme, die damit signieren, werden von diesem Augenblick an abgewiesen, auch mit einem alten Paar gleichen Namens.',
  'named.deleteConfirm': 'Paar löschen',
  'named.deleted': 'Das Schlüsselpaar {name} ist beendet',
  'named.notDeleted': 'Das Schlüsselpaar wurde nicht gelöscht.',

  'pair.setTitle': 'Das war’s',
  'pair.setText': 'Hier ist nichts mehr zu tun: Alles Weitere kann Ihr Programm selbst.',
  'pair.setExport': '1. Geben Sie dem Programm das Paar als Umgebungsvariablen',
  'pair.setCall': '2. Machen Sie den ersten Aufruf',
  'pair.setAnswer': '3. Erwarten Sie diese Antwort, mit Status 200',

  'code.pairName': 'API-Schlüssel erzeugen',
  'code.pairNote':
    'Ein Schlüsselpaar erzeugt nur, wer sich gerade ausgewiesen hat; kein Programm erzeugt also eines mit einem Schlüssel. Auf dem Server kann der Betreiber:',
  'stepUp.pairGenerate': 'API-Schlüssel zu erzeugen',
  'stepUp.pairShow': 'den Geheimschlüssel anzuzeigen',
  'stepUp.pairCopy': 'den Geheimschlüssel zu kopieren',
  'stepUp.pairReset': 'neue API-Schlüssel zu erzeugen',
  'stepUp.pairCheck': 'die Prüfung von Signaturen zu ändern',
  'stepUp.pairEnd': 'die alten API-Schlüssel zu beenden',
} satisfies Translation<typeof english>
