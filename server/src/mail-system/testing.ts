import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { aDomain } from '../../../tests/support/hosted-mail.ts'
import type { OwnerStores } from '../domain/delivery/filter-owner.ts'
import type { DeliveryStore, MailboxHolder } from '../domain/delivery/stores.ts'
import type { AppPasswordStore } from '../domain/mailboxes/stores.ts'
import type { Stores } from '../domain/store.ts'

type FilterStores = OwnerStores & Pick<Stores, 'mailSettings' | 'senderLists'>

export const ANN: MailboxHolder = {
  id: 'a1',
  accountId: '100001',
  address: 'ann@x.example',
  passwordHash: '{ARGON2ID}$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA',
  signsIn: true,
  mustChangePassword: false,
  protocols: ['imap', 'pop3', 'smtp'],
  quotaMb: 3,
  vacationMessage: null,
}

const ALIASES = new Map([
  ['team@x.example', ['ann@x.example', 'out@e.example']],
  ['sole@x.example', ['ann@x.example']],
])

/** One domain with one mailbox, two aliases, and a table that cannot be read. */
export function aStore(change: Partial<MailboxHolder> = {}): DeliveryStore {
  const holder: MailboxHolder = { ...ANN, ...change }
  return {
    hasDomain: async (name) => {
      if (name === 'broken.example') throw new Error('the database is away')
      return name === 'x.example'
    },
    ownName: async (name) => (name === 'x.example' ? name : null),
    target: async (address) => {
      if (address === holder.address)
        return { kind: 'mailbox', forwardTo: [], keepForwarded: false, answers: false }
      const addresses = ALIASES.get(address)
      return addresses ? { kind: 'alias', addresses } : null
    },
    catchAll: async () => null,
    holder: async (address) => {
      if (address === 'broken@x.example') throw new Error('the database is away')
      return address === holder.address ? holder : null
    },
    aliasesTo: async () => [],
    noteLogin: async () => undefined,
    noteUsage: async () => undefined,
  }
}

/** For connections that tell of no usage. */
export const noUsage = async (): Promise<void> => assert.fail('no usage is told here')

export const NO_APP_PASSWORDS: AppPasswordStore = {
  insert: async () => undefined,
  ofMailbox: async () => [],
  find: async () => null,
  noteUse: async () => undefined,
  delete: async () => false,
}

/** The domain of `aStore`, where nobody has set anything about spam. */
export const NO_SPAM_SETTINGS: FilterStores = {
  mailDomains: { find: async (name) => (name === 'x.example' ? aDomain({ name }) : null) },
  mailSettings: {
    get: async () => null,
    put: async () => undefined,
    dropOfMailboxes: async () => 0,
    ofDomain: async () => [],
  },
  senderLists: { entries: async () => [], add: async () => undefined, remove: async () => 0 },
}

/** Somebody who asks. */
export interface Asker {
  readonly socket: Socket
  /** Sends it, and waits until as much has come as `isWhole` wants. */
  ask(text: string | Buffer, isWhole: (answer: string) => boolean): Promise<string>
  /** Everything until the other side hangs up. */
  rest(): Promise<string>
}

export async function askerAt(server: Server): Promise<Asker> {
  const place = server.address()
  const socket = connect(typeof place === 'string' ? { path: place } : { port: portOf(place) })
  await once(socket, 'connect')
  let come = ''
  socket.setEncoding('utf8')
  socket.on('data', (text) => {
    come += text
  })
  const ended = once(socket, 'close')
  return {
    socket,
    ask: async (text, isWhole) => {
      come = ''
      socket.write(text)
      while (!isWhole(come))
        await Promise.race([
          once(socket, 'data'),
          ended.then(() => Promise.reject(new Error(`closed after ${come}`))),
        ])
      return come
    },
    rest: async () => {
      await ended
      return come
    },
  }
}

function portOf(place: AddressInfo | null): number {
  return place?.port ?? 0
}
