import { learn } from '../learn.ts'

export const services = learn({
  'services.lead': 'What the same key opens, and how to put a service of your own behind it.',
  'services.list': 'Services of this installation',
  'services.none': 'No service yet',
  'services.yours': 'your service',
  'services.protect': 'Protect {name}',
  'services.protectLead':
    'Whole files, with the addresses of this server. Put the address of the program behind it in the place of 127.0.0.1:9000.',
  'services.more': 'What the proxy asks, and what it is told, is described under',
  'services.forwardAuth': 'Forward-auth',
})
