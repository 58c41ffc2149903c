import type { ManagedUser } from '@keyward/sdk'

/** For tests: somebody active, whom the one who looks may manage. */
export function aManagedUser(change: Partial<ManagedUser> = {}): ManagedUser {
  return {
    id: 'a'.repeat(32),
    name: 'ann',
    accountId: '100001',
    email: null,
    enabled: true,
    roles: ['identity:default'],
    defaultRegion: null,
    secondFactor: false,
    createdAt: '2026-01-01T00:00:00Z',
    adminType: null,
    passwordChangedAt: null,
    state: 'active',
    invitationEndsAt: null,
    lastSignInAt: null,
    key: null,
    secondFactorRule: 'default',
    contactType: null,
    manageable: true,
    assistable: true,
    ...change,
  }
}
