import { z } from 'zod'
import type { AskedCredential } from '../../domain/application-credentials/create-credential.ts'
import type { AskedRole } from '../../domain/application-credentials/settle-roles.ts'
import { RequestError } from '../kit/request-error.ts'

const AccessRuleBody = z.union([
  z.object({ id: z.string().min(1) }).transform(({ id }) => ({ id })),
  z.object({ service: z.string(), method: z.string(), path: z.string() }),
])

const Body = z.object({
  application_credential: z.object({
    name: z.string(),
    description: z.string().nullish(),
    secret: z.string().nullish(),
    roles: z.array(z.object({ id: z.string().nullish(), name: z.string().nullish() })).nullish(),
    unrestricted: z.boolean().nullish(),
    access_rules: z.array(AccessRuleBody).nullish(),
    expires_at: z.string().nullish(),
  }),
})

/** What the body of a new application credential asks for; members that mean nothing here are ignored. @throws RequestError */
export function readNewCredential(body: unknown): AskedCredential {
  const parsed = Body.safeParse(body)
  if (!parsed.success) {
    throw new RequestError(
      'bad_request',
      'The body needs application_credential with a name, all of it as told.',
    )
  }
  const { application_credential: asked } = parsed.data
  return {
    name: asked.name,
    description: asked.description ?? null,
    secret: asked.secret ?? null,
    roles: asked.roles?.map(readRole) ?? null,
    unrestricted: asked.unrestricted ?? false,
    accessRules: asked.access_rules ?? null,
    expiresAtMs: asked.expires_at ? readExpiry(asked.expires_at) : null,
  }
}

function readRole({
  id,
  name,
}: {
  id?: string | null | undefined
  name?: string | null | undefined
}): AskedRole {
  if (id) return { id }
  if (name) return { name }
  throw new RequestError('bad_request', 'A role has an id or a name.')
}

/** ISO 8601; without an offset it is UTC. */
const MOMENT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/

function readExpiry(text: string): number {
  const [, day, time, fraction = '', offset = 'Z'] = MOMENT.exec(text) ?? []
  const ms = Date.parse(`${day}T${time}${fraction.slice(0, 4)}${offset}`)
  if (day === undefined || Number.isNaN(ms) || !isDay(day)) {
    throw new RequestError('bad_request', 'expires_at is a moment such as 2030-01-31T12:00:00.')
  }
  return ms
}

/** `Date.parse` takes the 31st of February for the 3rd of March. */
function isDay(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
}
