import type { security as english } from '../en/security.ts'
import type { Translation } from '../translation.ts'

export const security = {
  'security.lead': 'Was Sie außer Ihrem Passwort vorweisen, damit ein gestohlenes Passwort nicht genügt.',
  'security.failed': 'Ihre zweiten Faktoren konnten nicht geladen werden.',
  'security.none': 'Ihr Passwort allein meldet Sie an.',
  'security.noneText':
    'Fügen Sie einen Passkey oder eine Authenticator-App hinzu. Von da an öffnet ein gestohlenes Passwort hier nichts.',
  'security.required': 'Ihr Konto verlangt einen zweiten Faktor.',
  'security.requiredText':
    'Der letzte kann nicht entfernt werden. Um ihn zu wechseln, fügen Sie zuerst den neuen hinzu und entfernen dann den alten.',
  'security.api':
    'Programme, die Ihren API-Schlüssel benutzen, werden nicht nach einem zweiten Faktor gefragt.',

  'security.name': 'Name',
  'security.nameHint': 'Damit Sie ihn wiedererkennen, zum Beispiel „Blaues Telefon“. Darf leer sein.',
  'security.signsOut': 'Danach sind Sie überall sonst abgemeldet.',
  'security.continue': 'Weiter',
  'security.remove': 'Entfernen',
  'security.rename': 'Umbenennen',
  'security.added': 'Hinzugefügt',
  'security.lastUsed': 'zuletzt benutzt',
  'security.neverUsed': 'noch nicht benutzt',
  'security.lastOne': 'Vorgeschrieben: Fügen Sie einen anderen hinzu, bevor Sie diesen entfernen.',
  'security.removeTitle': '„{name}“ entfernen?',
  'security.removeText': 'Er meldet Sie dann nicht mehr an. Überall sonst werden Sie abgemeldet.',
  'security.removeLast':
    'Es ist Ihr letzter zweiter Faktor: Danach meldet Ihr Passwort allein Sie an, und Ihre Wiederherstellungscodes gelten nicht mehr.',
  'security.removed': 'Entfernt: {name}',
  'security.renamed': 'Umbenannt: {name}',

  'passkeys.title': 'Passkeys',
  'passkeys.lead':
    'Ihr Fingerabdruck, Gesicht oder eine PIN auf einem Gerät oder Sicherheitsschlüssel. Nichts zu tippen, nichts zu stehlen.',
  'passkeys.none': 'Noch kein Passkey.',
  'passkeys.add': 'Passkey hinzufügen',
  'passkeys.addTitle': 'Passkey hinzufügen',
  'passkeys.addText': 'Ihr Browser fragt dann, wo er liegen soll.',
  'passkeys.waiting': 'Ihr Browser fragt …',
  'passkeys.done': 'Passkey hinzugefügt',
  'passkeys.renameTitle': 'Passkey umbenennen',
  'passkeys.cancelled': 'Es wurde kein Passkey angelegt. Sie können es noch einmal versuchen.',
  'passkeys.known': 'Dieses Gerät hat schon einen Passkey für Sie.',
  'passkeys.full': 'Mehr Passkeys sind nicht möglich. Entfernen Sie zuerst einen.',
  'passkeys.noAddress':
    'Mit der öffentlichen Adresse dieses Servers lassen Browser keine Passkeys zu: Es muss ein Hostname mit HTTPS sein oder localhost. Der Betreiber setzt sie als KEYWARD_PUBLIC_URL.',
  'passkeys.elsewhere': 'Passkeys dieses Servers gehen nur unter einer anderen Adresse:',
  'passkeys.noBrowser': 'Dieser Browser kann keine Passkeys. Ein neuerer kann es.',

  'apps.title': 'Authenticator-App',
  'apps.lead': 'Eine App auf Ihrem Telefon zeigt sechs Ziffern und alle 30 Sekunden neue.',
  'apps.none': 'Noch keine App.',
  'apps.add': 'App einrichten',
  'apps.addAnother': 'Weitere App einrichten',
  'apps.addTitle': 'Authenticator-App einrichten',
  'apps.scan':
    'Scannen Sie dies mit Ihrer App, oder tippen Sie das Geheimnis ein. Geben Sie dann die sechs Ziffern ein, die sie zeigt.',
  'apps.qr': 'QR-Code für Ihre Authenticator-App',
  'apps.secret': 'Geheimnis',
  'apps.code': 'Sechs Ziffern',
  'apps.confirm': 'Einschalten',
  'apps.done': 'Authenticator-App eingerichtet',
  'apps.unfinished': 'Nicht fertig eingerichtet: zählt noch nicht.',
  'apps.full': 'Mehr Apps sind nicht möglich. Entfernen Sie zuerst eine.',

  'codes.title': 'Wiederherstellungscodes',
  'codes.lead': 'Für den Tag, an dem nichts anderes zur Hand ist. Jeder Code meldet Sie einmal an.',
  'codes.comeLater': 'Sie bekommen zehn davon mit Ihrem ersten Passkey oder Ihrer ersten App.',
  'codes.left': { one: 'noch {count} Code', other: 'noch {count} Codes' },
  'codes.made': 'erzeugt',
  'codes.few': 'Es sind nur noch wenige. Erzeugen Sie neue, bevor Sie sie brauchen.',
  'codes.make': 'Neue Codes erzeugen',
  'codes.makeTitle': 'Neue Wiederherstellungscodes erzeugen?',
  'codes.makeText':
    'Die Codes, die Sie jetzt haben, gelten dann nicht mehr. Überall sonst werden Sie abgemeldet.',
  'codes.shownTitle': 'Bewahren Sie diese Wiederherstellungscodes auf',
  'codes.shownText':
    'Drucken Sie sie aus, oder legen Sie sie in Ihrem Passwortmanager ab. Sie werden nur jetzt angezeigt.',
  'codes.name': 'Wiederherstellungscodes',
  'codes.kept': 'Ich habe sie aufbewahrt',
  'codes.fileTitle': 'Wiederherstellungscodes für {name} bei {address}. Jeder gilt einmal.',

  'stepUp.addPasskey': 'einen Passkey hinzuzufügen',
  'stepUp.addApp': 'eine Authenticator-App einzurichten',
  'stepUp.removeFactor': 'einen zweiten Faktor zu entfernen',
  'stepUp.renamePasskey': 'einen Passkey umzubenennen',
  'stepUp.makeCodes': 'neue Wiederherstellungscodes zu erzeugen',
} satisfies Translation<typeof english>
