import type { session as english } from '../en/session.ts'
import type { Translation } from '../translation.ts'

export const session = {
  'session.unknown': 'Wir konnten nicht herausfinden, wer Sie sind.',
  'session.endedTitle': 'Sie wurden abgemeldet',
  'session.endedText':
    'Melden Sie sich in einem neuen Tab wieder an und kommen Sie dann hierher zurück. Was Sie eingegeben haben, bleibt, und was Sie gerade taten, geht weiter.',
  'session.signInAgain': 'Wieder anmelden',

  'banner.offline': 'Sie sind offline. Was Sie sehen, ist von {time}; Änderungen müssen warten.',
  'banner.sessionEnds': 'Ihre Sitzung endet um {time}.',
  'banner.stay': 'Angemeldet bleiben',
  'banner.newVersion':
    'Jetzt läuft Keyward {version}. Laden Sie neu, um es zu sehen; Ihre Eingaben gehen dabei verloren.',

  'stepUp.title': 'Bestätigen Sie, dass Sie es sind',
  'stepUp.text': 'Geben Sie Ihr Passwort ein, um {act}.',
  'stepUp.codeText':
    'Geben Sie einen Code Ihrer Authenticator-App oder einen Wiederherstellungscode ein, um {act}.',
  'stepUp.passkeyText': 'Benutzen Sie Ihren Passkey, um {act}.',
  'stepUp.recoveryText': 'Geben Sie einen Wiederherstellungscode ein, um {act}.',
  'stepUp.usePasskey': 'Passkey benutzen',
  'stepUp.useRecovery': 'Wiederherstellungscode',
  'stepUp.noPasskey':
    'Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder nehmen Sie einen Wiederherstellungscode.',
  'stepUp.code': 'Code',
  'stepUp.confirm': 'Bestätigen',
  'stepUp.checking': 'Wird geprüft …',
  'stepUp.show': 'den API-Schlüssel anzuzeigen',
  'stepUp.copy': 'den API-Schlüssel zu kopieren',
  'stepUp.download': 'den API-Schlüssel herunterzuladen',
  'stepUp.test': 'den API-Schlüssel zu testen',
  'stepUp.create': 'den API-Schlüssel zu erzeugen',
  'stepUp.reset': 'einen neuen API-Schlüssel zu erzeugen',
  'stepUp.endOverlap': 'den alten API-Schlüssel zu beenden',
  'stepUp.email': 'Ihre E-Mail-Adresse zu ändern',
} satisfies Translation<typeof english>
