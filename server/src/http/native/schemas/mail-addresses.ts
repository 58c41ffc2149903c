import { z } from 'zod'

/** What aliases and lists have in common: they are found by their address. */
const Address = z.string().max(320).describe('The whole address')

export const AliasParams = z.strictObject({ alias: Address })
export const ListParams = z.strictObject({ list: Address })

const Flag = z.enum(['true', 'false'])

export const ChangeQuery = z.strictObject({
  dryRun: z
    .exactOptional(Flag)
    .describe('`true`: everything is checked and answered as if it were done, and nothing is done'),
})

export const AddressQuery = z.strictObject({
  domain: z.exactOptional(z.string().max(255)).describe('Of one domain; of all without it'),
  text: z.exactOptional(z.string().max(255)).describe('Text within the address'),
  member: z.exactOptional(z.string().max(320)).describe('Only those with this member'),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/)
    .default('50')
    .describe('1 to 100'),
  after: z.exactOptional(z.string().max(320)).describe('`next` of the page before'),
})

export const AddressExportQuery = AddressQuery.omit({ limit: true, after: true })

export const Addresses = z.array(z.string().max(320)).max(1_000).readonly()
export const Next = z.string().nullable().describe('Put it into `after` for the next page; null on the last')
export const Total = z.int().describe('How many there are on all pages')
