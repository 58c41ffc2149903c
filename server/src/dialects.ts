import { join } from 'node:path'
import { describedEmail } from './http/email-rest/description.ts'
import { emailDialect } from './http/email-rest/email.ts'
import { hotMailbox } from './http/email-rest/hot-mailbox.ts'
import { describedForwardAuth } from './http/forward-auth/description.ts'
import { forwardAuth } from './http/forward-auth/forward-auth.ts'
import { hotForwardAuth } from './http/forward-auth/hot.ts'
import { healthDialect } from './http/health/health.ts'
import type { Metrics } from './http/health/metrics.ts'
import { describedV1_0, describedV1_1 } from './http/identity-v1/description.ts'
import { identityV1_0, identityV1_1 } from './http/identity-v1/routes.ts'
import { describedV2 } from './http/identity-v2/description.ts'
import { hotTokens, identityV2 } from './http/identity-v2/routes.ts'
import { describedV3 } from './http/identity-v3/description.ts'
import { hotLogin as hotLoginV3 } from './http/identity-v3/hot-login.ts'
import { identityV3 } from './http/identity-v3/routes.ts'
import { describedIntrospection } from './http/introspection/description.ts'
import { introspection } from './http/introspection/introspection.ts'
import type { ApiDescription } from './http/kit/api-description.ts'
import type { DialectPlugin, HotRoute } from './http/kit/context.ts'
import type { HotParts } from './http/kit/hot-answer.ts'
import { describedNative } from './http/native/description.ts'
import { hotVerify } from './http/native/hot-verify.ts'
import { nativeDialect } from './http/native/native.ts'
import { readPanelFiles } from './http/panel/files.ts'
import { panelDialect } from './http/panel/panel.ts'

const PANEL_BUILD = join(import.meta.dirname, '../../panel/dist')

/** Every protocol that is spoken, one line each. */
export function allDialects(metrics: Metrics): readonly DialectPlugin[] {
  return [
    identityV1_0,
    identityV1_1,
    identityV2,
    identityV3,
    emailDialect,
    forwardAuth,
    introspection,
    nativeDialect,
    healthDialect(metrics),
    panelDialect(readPanelFiles(PANEL_BUILD)),
  ]
}

/** Every protocol for programs, described; the newest way first. */
export const ALL_APIS: readonly ApiDescription[] = [
  describedNative,
  describedForwardAuth,
  describedIntrospection,
  describedEmail,
  describedV3,
  describedV2,
  describedV1_1,
  describedV1_0,
]

/** What is answered before Fastify sees it, most asked first. */
export function allHotRoutes(parts: HotParts): readonly HotRoute[] {
  return [
    hotVerify(parts.context),
    hotForwardAuth(parts.context),
    ...hotTokens(parts),
    hotLoginV3(parts),
    hotMailbox(parts),
  ]
}
