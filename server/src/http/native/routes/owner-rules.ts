import {
  changeWebmailSettings,
  showWebmailSettings,
  type WebmailSettings,
} from '../../../domain/domains/webmail-settings.ts'
import { PLAIN, route } from '../route.ts'
import { OwnerRules, OwnerRulesChange } from '../schemas/domain-mail.ts'
import { DryRun } from '../schemas/mail.ts'
import { DomainParams, depsFor, domainPlace } from './mail-params.ts'

const ABOUT_ONE = {
  ...PLAIN,
  access: 'caller',
  path: '/domains/:domain/owner-rules',
  params: DomainParams,
  success: 200,
  output: OwnerRules,
  refusals: ['forbidden', 'not_found'],
} as const

/** What holds for the owners of mailboxes at their own pages. */
export const OWNER_RULE_ROUTES = [
  route({
    ...ABOUT_ONE,
    operationId: 'getOwnerRules',
    needs: ['domains'],
    method: 'GET',
    summary: 'How the owners of mailboxes sign in to their pages, and what they change there',
    handle: async ({ context, actor, params }) => {
      const place = await domainPlace(context, actor(), params.domain)
      return { body: toWire(await showWebmailSettings(context.deps, actor(), place)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'changeOwnerRules',
    needs: ['domains'],
    method: 'PATCH',
    summary: 'Change how the owners of mailboxes sign in to their pages; it holds for open sessions, too',
    query: DryRun,
    body: OwnerRulesChange,
    handle: async ({ context, actor, params, query, body: { changePassword, secondFactor } }) => {
      const place = await domainPlace(context, actor(), params.domain)
      const change = {
        ...(changePassword !== undefined && { ownPasswords: changePassword }),
        ...(secondFactor !== undefined && { multiFactor: secondFactor }),
      }
      return { body: toWire(await changeWebmailSettings(depsFor(context, query), actor(), place, change)) }
    },
  }),
]

function toWire({ ownPasswords, multiFactor }: WebmailSettings) {
  return { changePassword: ownPasswords, secondFactor: multiFactor }
}
