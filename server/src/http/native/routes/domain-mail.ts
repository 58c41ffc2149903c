import { z } from 'zod'
import { addAlternate, listAlternates, removeAlternate } from '../../../domain/domains/alternate-names.ts'
import { setCatchAll, showCatchAll } from '../../../domain/domains/catch-all.ts'
import { changeStorageNotice } from '../../../domain/domains/change-storage-notice.ts'
import { showStorageNotice } from '../../../domain/domains/storage-notice.ts'
import { announce } from '../../../domain/mail/announce.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import {
  AlternateName,
  AlternateNames,
  Announced,
  CatchAll,
  CatchAllChange,
  NewAlternateName,
  NewAnnouncement,
  StorageNotice,
  StorageNoticeChange,
} from '../schemas/domain-mail.ts'
import { DryRun } from '../schemas/mail.ts'
import { DomainParams, depsFor, domainPlace } from './mail-params.ts'

const ABOUT_ONE = {
  ...PLAIN,
  access: 'caller',
  params: DomainParams,
  refusals: ['forbidden', 'not_found'],
} as const

/** What belongs to a domain besides its limits. */
export const DOMAIN_MAIL_ROUTES = [
  route({
    ...ABOUT_ONE,
    operationId: 'getCatchAll',
    needs: ['domains'],
    method: 'GET',
    path: '/domains/:domain/catch-all',
    summary: 'Where mail goes that is for nobody in a domain',
    success: 200,
    output: CatchAll,
    handle: async ({ context, actor, params }) => {
      const place = await domainPlace(context, actor(), params.domain)
      return { body: { address: await showCatchAll(context.deps, actor(), place) } }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'changeCatchAll',
    needs: ['domains'],
    method: 'PATCH',
    path: '/domains/:domain/catch-all',
    summary: 'Take in mail for any name that nothing else has, or refuse it',
    query: DryRun,
    body: CatchAllChange,
    success: 200,
    output: CatchAll,
    handle: async ({ context, actor, params, query, body }) => {
      const place = await domainPlace(context, actor(), params.domain)
      const address = await setCatchAll(depsFor(context, query), actor(), place, body.address ?? '')
      return { body: { address } }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'listAlternateNames',
    needs: ['see'],
    method: 'GET',
    path: '/domains/:domain/alternate-names',
    summary: 'Other names of a domain: mail to them is mail to the same name in the domain',
    success: 200,
    output: AlternateNames,
    handle: async ({ context, actor, params }) => {
      const place = await domainPlace(context, actor(), params.domain)
      const names = await listAlternates(context.deps, actor(), place)
      return { body: { items: names.map((name) => ({ name })) } }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'addAlternateName',
    needs: ['found'],
    method: 'POST',
    path: '/domains/:domain/alternate-names',
    summary: 'Give a domain another name; for super administrators',
    query: DryRun,
    body: NewAlternateName,
    success: 201,
    output: AlternateName,
    refusals: [...ABOUT_ONE.refusals, 'conflict'],
    handle: async ({ context, actor, params, query, body }) => {
      const place = await domainPlace(context, actor(), params.domain)
      return { body: { name: await addAlternate(depsFor(context, query), actor(), place, body.name) } }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'removeAlternateName',
    needs: ['found'],
    method: 'DELETE',
    path: '/domains/:domain/alternate-names/:alternate',
    summary: 'Take another name of a domain away; for super administrators',
    params: DomainParams.extend({
      alternate: z.string().max(1_024).describe('The other name of the domain'),
    }),
    query: DryRun,
    success: 204,
    output: NoContent,
    handle: async ({ context, actor, params, query }) => {
      const place = await domainPlace(context, actor(), params.domain)
      await removeAlternate(depsFor(context, query), actor(), place, params.alternate)
      return { body: undefined }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'emailEveryone',
    needs: ['mailboxes'],
    method: 'POST',
    path: '/domains/:domain/announcements',
    summary: 'Write to every mailbox of a domain, once in five minutes',
    query: DryRun,
    body: NewAnnouncement,
    success: 201,
    output: Announced,
    handle: async ({ context, actor, params, query, body }) => {
      const place = await domainPlace(context, actor(), params.domain)
      const words = { fromName: '', ...body }
      return { body: { recipients: await announce(depsFor(context, query), actor(), place, words) } }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'getStorageNotice',
    needs: ['mailboxes'],
    method: 'GET',
    path: '/domains/:domain/storage-notice',
    summary: 'What the owners of mailboxes are told when there is little room left',
    success: 200,
    output: StorageNotice,
    handle: async ({ context, actor, params }) => {
      const place = await domainPlace(context, actor(), params.domain)
      return { body: await showStorageNotice(context.deps, actor(), place) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'changeStorageNotice',
    needs: ['mailboxes'],
    method: 'PATCH',
    path: '/domains/:domain/storage-notice',
    summary: 'Change what the owners of mailboxes are told, and when',
    query: DryRun,
    body: StorageNoticeChange,
    success: 200,
    output: StorageNotice,
    handle: async ({ context, actor, params, query, body }) => {
      const place = await domainPlace(context, actor(), params.domain)
      return { body: await changeStorageNotice(depsFor(context, query), actor(), place, body) }
    },
  }),
]
