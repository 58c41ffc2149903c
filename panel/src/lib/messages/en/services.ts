import { learn } from '../learn.ts'

export const services = learn({
  'services.lead': 'What the same key opens, and how to put a service of your own behind it.',
  'services.list': 'Services of this installation',
  'services.none': 'No service yet',
  'services.noneAdd':
    'What you add here is in the catalog that every login returns. Then rules can say whom it lets in.',
  'services.noneAsk':
    'Whoever runs this installation adds services. Your keys open them as soon as they are here.',
  'services.yours': 'your service',
  'services.protect': 'Protect {name}',
  'services.protectLead':
    'Whole files, with the addresses of this server. Put the address of the program behind it in the place of 127.0.0.1:9000.',
  'services.more': 'What the proxy asks, and what it is told, is described under',
  'services.forwardAuth': 'Forward-auth',
  'services.failed': 'The rules could not be read.',
  'services.add': 'Add',
  'services.remove': 'Remove',
  'services.undone': 'Everything is as it was.',

  'rules.title': 'Who gets in to {name}',
  'rules.open':
    'No rules: every good key and token is let in. The first rule closes the service to everybody else.',
  'rules.closed':
    'A request is let in when one of these holds. Everything else is refused. They hold where a proxy asks forward-auth.',
  'rules.add': 'Add a rule',
  'rules.addTo': 'Add a rule to {name}',
  'rules.firstCloses': 'The first rule closes the service at once to everybody whom it does not name.',
  'rules.moreOpens': 'It holds at once, beside the rules that are there.',
  'rules.role': 'Role',
  'rules.methods': 'Methods; none means every one',
  'rules.path': 'Path',
  'rules.pathHint':
    'From the host on, with what the address of the service begins with. * is one part, ** any depth.',
  'rules.anyMethod': 'Every method',
  'rules.everywhere': '{methods} on every path needs the role {role}.',
  'rules.below': '{methods} under {path} needs the role {role}.',
  'rules.outside': 'Outside every address: lets nobody in',
  'rules.added': 'A rule of {name} is added.',
  'rules.removed': 'A rule of {name} is removed.',
  'rules.removeTitle': 'Remove this rule?',
  'rules.lastOpens': 'It is the last one: without it every good key and token is let in.',
  'rules.lessOpen': 'Whoever only this rule lets in is refused at once.',

  'try.title': 'Try a request',
  'try.lead': 'Nothing is sent to the service: this says what its rules come to.',
  'try.method': 'Method',
  'try.path': 'Path',
  'try.noRole': 'No role',
  'try.ask': 'Would it pass?',
  'try.passes': 'Let in',
  'try.refused': 'Refused',
  'try.open': 'The service has no rules, so every good key and token is let in.',
  'try.rule': 'By this rule: {rule}',
  'try.role': 'It would need one of these roles: {roles}.',
  'try.none': 'No rule is about this method and path.',
  'try.malformed':
    'The path could mean two things: dot segments, a semicolon, a backslash, something encoded twice. Nobody is let in with it.',

  'endpoint.title': 'Endpoints of {name}',
  'endpoint.lead': 'As the catalog has them. %(tenant_id)s stands for the account number of whoever asks.',
  'endpoint.add': 'Add a service',
  'endpoint.addText':
    'Logins return it from now on. The name of a service that is there adds an endpoint to it.',
  'endpoint.added': 'An endpoint of {name} is in the catalog.',
  'endpoint.removed': 'An endpoint of {name} is out of the catalog.',
  'endpoint.removeTitle': 'Remove this endpoint?',
  'endpoint.goes': 'Logins no longer return it; other endpoints of {name} stay.',
  'endpoint.leavesRules': 'These rules are outside the addresses that stay, and let nobody in then:',
  'endpoint.lastGoes':
    'It is the last one of {name}: the service leaves the catalog, and its rules guard nothing.',
  'endpoint.region': 'Region (if it has regions)',
  'endpoint.publicUrl': 'Address',
  'endpoint.internalUrl': 'Internal address',
  'endpoint.none': 'None',
  'endpoint.acts': 'Acts',
  'endpoint.nameHint': 'As clients look for it, such as cloudFiles.',
  'endpoint.typeHint': 'Such as object-store.',
  'endpoint.urlHint': 'Begins with https://. %(tenant_id)s stands for the account number.',
})
