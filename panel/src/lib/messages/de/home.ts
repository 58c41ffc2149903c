import type { home as english } from '../en/home.ts'
import type { Translation } from '../translation.ts'

export const home = {
  'home.lead': 'Willkommen, {name}.',
  'home.keyTitle': 'Ihr API-Schlüssel',
  'home.keyLead': 'Er ersetzt Ihr Passwort, wenn sich ein Programm anmeldet.',
  'home.keySee': 'Kontoeinstellungen öffnen',
  'home.keyGenerate': 'In den Kontoeinstellungen erzeugen',
  'home.keyEndsIn': 'Ihr Schlüssel endet auf',
  'home.keyRefusedNow': 'Er wird abgewiesen. Setzen Sie ihn zurück, um einen gültigen zu erhalten.',
  'home.oldKeyEnds': 'Der vorige Schlüssel, der auf {lastFour} endet, gilt bis {time}.',
  'home.passwordAlone': 'Sie verwalten dieses Konto, und Ihr Passwort allein öffnet es.',
  'home.secondFactor': 'Passkey oder Authenticator-App hinzufügen',
  'home.reachedDay': 'Ihr Konto hat heute {calls} Aufrufe gemacht. Sie wollten es ab {limit} wissen.',
  'home.reachedMonth':
    'Ihr Konto hat in diesem Monat {calls} Aufrufe gemacht. Sie wollten es ab {limit} wissen.',
  'home.usage': 'Nutzung öffnen',
  'home.tryTitle': 'Ausprobieren',
  'home.tryLead':
    'Diese Befehle laufen, wie sie dastehen. Nur der Schlüssel fehlt, und er bleibt aus Ihrem Verlauf heraus.',
  'home.tryExport':
    'Legen Sie den Schlüssel in eine Variable: Befehl ausführen, Schlüssel einfügen, Eingabetaste drücken.',
  'home.tryVerify': 'Fragen Sie, wem der Schlüssel gehört.',
  'home.tryLogin':
    'Melden Sie sich an, wie Ihre Client-Bibliothek es tut. Die Antwort ist ein Token und der Katalog der Dienste.',
  'home.servicesTitle': 'Ihre Dienste verbinden',
  'home.servicesLead':
    'Ein Schlüssel öffnet jeden Dienst im Katalog. Clients finden dort beim Anmelden seine Adresse.',
  'home.identity': 'Identity',
  'home.identityDetail': 'Meldet Programme an und sagt Diensten, wer fragt, über jede API des Katalogs.',
  'home.answers': 'Antwortet',
  'home.keys': 'API-Schlüssel',
  'home.email': 'E-Mail',
  'home.emailDetail': 'Domains, Postfächer, Aliase und Verteiler, von Hand oder per Programm.',
  'home.emailPart.super': 'Sie sind Super-Administrator',
  'home.emailPart.standard': 'Sie sind Standard-Administrator',
  'home.emailPart.limited': 'Sie sind eingeschränkter Administrator',
  'home.emailOperator': 'Sie sind Betreiber',
  'home.keysDetail': 'Ihr Schlüssel: anzeigen, kopieren, zurücksetzen und sehen, wer ihn benutzt.',
  'home.keyActive': 'Ein Schlüssel, aktiv',
  'home.keyRefused': 'Ein Schlüssel, abgewiesen: Setzen Sie ihn zurück',
  'home.noKey': 'Noch kein Schlüssel',
  'home.keyUnknown': 'Zustand nicht bekannt',
  'home.inCatalog': 'Im Katalog',
  'home.inCatalogOf': 'Im Katalog · {region}',
  'home.servicesEmpty':
    'Der Katalog ist leer. Fügen Sie hier den ersten Dienst hinzu, oder führen Sie auf dem Server dies aus:',
  'home.servicesNone':
    'Der Katalog ist leer. Der Betreiber dieses Servers kann den ersten Dienst hinzufügen.',
  'home.servicesMore': 'Fügen Sie hier einen weiteren hinzu, oder führen Sie auf dem Server dies aus:',
  'home.servicesAdd': 'Dienste öffnen',
  'home.servicesCommand': 'Befehl, der einen Dienst hinzufügt',
  'home.servicesFailed': 'Der Katalog konnte nicht geladen werden.',

  'service.name': 'Dienst',
  'service.type': 'Art',
  'service.region': 'Region',
  'service.noRegion': 'Alle',
  'service.url': 'Adresse',
} satisfies Translation<typeof english>
