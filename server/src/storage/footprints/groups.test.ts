import { onBothEngines } from '../../../../tests/support/stores.ts'
import { type Act, testFootprints, useWorld } from './testing.ts'

const NORTH = { id: 'north', accountId: '100001' }
const EAST = { id: 'east', accountId: '100001', name: 'East', description: '', roles: [], createdAtMs: 1 }
const ONLY = ['anna', 'ben']

const GROUPS: readonly Act[] = [
  ['groups.insert', (s) => s.groups.insert(EAST), ['+ groups east']],
  [
    'groups.insert with roles',
    (s) => s.groups.insert({ ...EAST, roles: ['helper'] }),
    ['+ groups east', '+ group_roles helper east'],
  ],
  ['groups.hold', (s) => s.groups.hold('north'), []],
  [
    'groups.update of its name',
    (s) => s.groups.update('north', { name: 'NORD', description: 'x' }),
    ['~ groups north description=x name=NORD normalised_name=nord'],
  ],
  [
    'groups.update of its roles',
    (s) => s.groups.update('north', { roles: ['helper', 'reader'] }),
    [
      '- group_roles auditor north',
      '+ group_roles helper north',
      ...ONLY.flatMap((id) => [`- user_roles ${id} auditor north`, `+ user_roles ${id} helper north`]),
    ],
    ONLY,
  ],
  [
    'groups.changeMembers',
    (s) => s.groups.changeMembers(NORTH, { add: [], remove: ['ben', 'cleo'] }),
    ['- group_members ben north', '- user_roles ben auditor north', '- user_roles ben reader north'],
    ['anna', 'ben', 'cleo'],
  ],
  [
    'groups.changeMembers of one who is there',
    (s) => s.groups.changeMembers(NORTH, { add: ['anna'], remove: [] }),
    [],
    ONLY,
  ],
  [
    'groups.delete',
    (s) => s.groups.delete('north'),
    [
      '- groups north',
      ...['auditor', 'reader'].map((role) => `- group_roles ${role} north`),
      ...ONLY.map((id) => `- group_members ${id} north`),
      ...ONLY.flatMap((id) => [`- user_roles ${id} auditor north`, `- user_roles ${id} reader north`]),
    ],
    ONLY,
  ],
  ['groups.delete of none', (s) => s.groups.delete('nowhere'), []],
]

onBothEngines((engine) => {
  testFootprints(useWorld(engine), ['groups'], GROUPS)
})
