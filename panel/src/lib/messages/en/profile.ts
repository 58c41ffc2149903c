import { learn } from '../learn.ts'

export const profile = learn({
  'profile.lead': 'What is yours alone, whatever account you work for.',
  'profile.you': 'Your user',
  'profile.part': 'Part in the e-mail area',
  'profile.part.super': 'Super administrator: everything, administrators and API keys included',
  'profile.part.standard': 'Standard administrator: every domain and what is in it',
  'profile.part.limited': 'Limited administrator: the areas and domains that you were given',
  'profile.part.none': 'None',
  'profile.signIn': 'Signing in',
  'profile.signInText': 'Passkeys, authenticator apps, and where you are signed in.',
  'profile.keysText': 'A key pair with which your programs sign calls to the e-mail API.',
  'profile.admins': 'Administrators',
  'profile.adminsText': 'Who manages the e-mail area of your account.',
  'profile.keysFailed': 'Your API keys could not be loaded.',

  'pair.title': 'API Keys',
  'pair.lead': 'Your key pair for the signed e-mail API. It is yours alone: nobody else sees it or makes it.',
  'pair.notAllowed':
    'Only super administrators of the e-mail area have API keys. A super administrator of your account can make you one.',
  'pair.generate': 'Generate API Keys',
  'pair.view': 'View API Keys',
  'pair.generated': 'Your API keys are ready.',
  'pair.notGenerated': 'The API keys were not generated.',
  'pair.none': 'You have no API keys yet.',
  'pair.noneText': 'Programs sign their calls to the e-mail API with a pair: a user key and a secret key.',
  'pair.userKey': 'User key',
  'pair.userKeyHint': 'Names you. It is sent with every call and is no secret.',
  'pair.secretKey': 'Secret key',
  'pair.shown': 'Secret key shown. It hides itself after 60 seconds.',
  'pair.notShown': 'The secret key was not shown.',
  'pair.notCopied': 'The secret key was not copied.',
  'pair.copyByHand': 'This browser does not let us copy here. The key is selected: press Ctrl/⌘ C.',
  'pair.power':
    'Whoever has this pair can do everything in the e-mail area of your account: add, change and delete domains, mailboxes and administrators. Record it nowhere else than in the program that needs it.',
  'pair.powerLimit':
    'For less than that, make an administrator of its own for each program, or limit the addresses that yours works from.',
  'pair.reset': 'Reset…',
  'pair.resetTitle': 'Generate new API keys for {name}?',
  'pair.resetEffect':
    'You get another user key and another secret key. Programs on the old pair break until you put the new one into them.',
  'pair.stillWorks': 'The old pair, {userKey}, works until',
  'pair.endTitle': 'End the old pair now?',
  'pair.endText': 'Programs that still sign with {userKey} are refused from this moment.',
  'pair.endConfirm': 'End the old pair',
  'pair.ended': 'The old key pair has ended',

  'pair.setTitle': 'You are set',
  'pair.setText': 'There is nothing more to do in this panel: everything else your program can do itself.',
  'pair.setExport': '1. Give the program the pair as environment variables',
  'pair.setCall': '2. Make the first call',
  'pair.setAnswer': '3. Expect this answer, with status 200',

  'code.pairName': 'generating API keys',
  'code.pairNote':
    'A key pair is made only by somebody who has just proved to be you, so no program makes one with a key. On the server, the operator can:',
  'stepUp.pairGenerate': 'generate API keys',
  'stepUp.pairShow': 'show the secret key',
  'stepUp.pairCopy': 'copy the secret key',
  'stepUp.pairReset': 'generate new API keys',
  'stepUp.pairEnd': 'end the old API keys',
})
