import { once } from 'node:events'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { MailSystemSetting } from '../config/config.ts'
import { noteUsage } from '../domain/delivery/note-usage.ts'
import type { Deps } from '../domain/deps.ts'
import { type Listening, protocolServer, questionServer } from './ask-socket.ts'
import { authPolicy } from './auth-policy.ts'
import { senderRules } from './decide.ts'
import { dict } from './dict.ts'
import { FILTER_PATH, filterQuestions } from './filter-questions.ts'
import { policyService } from './policy.ts'
import { mailFilterSecret, mailSystemSecret } from './secret-file.ts'
import { startSessionEnder } from './session-ender.ts'
import { socketmap } from './socketmap.ts'
import { DICT_SOCKET, DOVEADM_SOCKET } from './sockets.ts'

export interface MailSystem {
  stop(): Promise<void>
}

/**
 * Answers the Postfix, Dovecot and rspamd of this machine.
 * @param onError hears of what could not be answered, or told
 * @throws the listener's own errors, such as a port in use
 */
export async function startMailSystem(
  deps: Deps,
  { port, sockets }: MailSystemSetting,
  dataDir: string,
  onError: (error: unknown) => void,
): Promise<MailSystem> {
  const store = deps.store.delivery
  const secret = mailSystemSecret(dataDir)
  const login = authPolicy(deps.mailboxAttempts, secret, onError)
  const filter = filterQuestions(deps, mailFilterSecret(dataDir), onError)
  const tcp = questionServer({
    socketmap: socketmap(store, onError),
    policy: policyService(senderRules({ stores: deps.store, clock: deps.clock }), onError),
    http: (request, response) => (request.url === FILTER_PATH ? filter : login)(request, response),
  })
  const unix = protocolServer(() =>
    dict(deps.store, (address, usageMb) => noteUsage(deps, address, usageMb), onError),
  )
  const doveadm = { socket: join(sockets, DOVEADM_SOCKET), secret }
  const ender = startSessionEnder(deps, doveadm, { onError })
  deps.connectionEnder.set(ender.endNow)
  const stop = async () => {
    deps.connectionEnder.set(null)
    await Promise.all([tcp.close(), unix.close(), ender.stop()])
  }
  try {
    await listen(tcp, { host: '127.0.0.1', port })
    await listenAt(unix, sockets)
    return { stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function listen({ server }: Listening, where: object): Promise<void> {
  server.listen(where)
  await once(server, 'listening')
}

/** Who may connect sees hashes of passwords: the owner, and the group that Dovecot's `dict` service is put into. */
async function listenAt(unix: Listening, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o750 })
  const path = join(folder, DICT_SOCKET)
  // Left behind by a server that was killed: one that runs holds the port.
  rmSync(path, { force: true })
  await listen(unix, { path })
  chmodSync(path, 0o660)
}
