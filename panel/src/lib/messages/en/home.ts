import { learn } from '../learn.ts'

export const home = learn({
  'home.lead': 'Welcome, {name}. Three steps, and your programs are in.',
  'home.keyTitle': 'See your API key',
  'home.keyLead': 'It stands for your password when a program logs in.',
  'home.keySee': 'Open Account Settings',
  'home.keyGenerate': 'Generate it in Account Settings',
  'home.keyEndsIn': 'Your key ends in',
  'home.tryTitle': 'Try it',
  'home.tryLead':
    'These commands work as they stand. Only the key is missing, and it stays out of your history.',
  'home.tryExport': 'Put the key into a variable: run this, paste the key, press Enter.',
  'home.tryVerify': 'Ask whose key it is.',
  'home.tryLogin':
    'Log in the way your client library does. The answer is a token and the catalog of services.',
  'home.servicesTitle': 'Connect your services',
  'home.servicesLead':
    'One key opens every service in the catalog. Clients find its address there when they log in.',
  'home.identity': 'Identity',
  'home.identityDetail': 'Logs programs in and tells services who is asking, by every API of the catalog.',
  'home.answers': 'Answers',
  'home.keys': 'API keys',
  'home.keysDetail': 'Your key: show, copy, reset, and see who uses it.',
  'home.keyActive': 'One key, active',
  'home.keyRefused': 'One key, refused: reset it',
  'home.noKey': 'No key yet',
  'home.keyUnknown': 'State not known',
  'home.inCatalog': 'In the catalog',
  'home.inCatalogOf': 'In the catalog · {region}',
  'home.servicesEmpty': 'The catalog is empty. Add the first service here, or run this on the server:',
  'home.servicesNone': 'The catalog is empty. Whoever runs this server can add the first service.',
  'home.servicesMore': 'Add another one here, or run this on the server:',
  'home.servicesAdd': 'Open Services',
  'home.servicesCommand': 'Command that adds a service',
  'home.servicesFailed': 'The catalog could not be loaded.',

  'service.name': 'Service',
  'service.type': 'Type',
  'service.region': 'Region',
  'service.noRegion': 'All',
  'service.url': 'Address',
})
