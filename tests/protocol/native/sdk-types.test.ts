import { test } from 'node:test'
import type { z } from 'zod'
import type * as sdk from '../../../sdk/src/index.ts'
import type * as auditSchemas from '../../../server/src/http/native/audit-schemas.ts'
import type * as administrators from '../../../server/src/http/native/schemas/administrators.ts'
import type * as appPasswords from '../../../server/src/http/native/schemas/app-passwords.ts'
import type * as applicationCredentials from '../../../server/src/http/native/schemas/application-credentials.ts'
import type * as callers from '../../../server/src/http/native/schemas/callers.ts'
import type * as domainMail from '../../../server/src/http/native/schemas/domain-mail.ts'
import type * as keyPairs from '../../../server/src/http/native/schemas/key-pairs.ts'
import type * as mail from '../../../server/src/http/native/schemas/mail.ts'
import type * as mailSystem from '../../../server/src/http/native/schemas/mail-system.ts'
import type * as passkeys from '../../../server/src/http/native/schemas/passkeys.ts'
import type * as factors from '../../../server/src/http/native/schemas/second-factors.ts'
import type * as spam from '../../../server/src/http/native/schemas/spam.ts'
import type * as support from '../../../server/src/http/native/schemas/support.ts'
import type * as thresholds from '../../../server/src/http/native/schemas/thresholds.ts'
import type * as schemas from '../../../server/src/http/native/schemas.ts'
import type * as users from '../../../server/src/http/native/user-schemas.ts'
import type * as wire from '../../../server/src/http/native/wire.ts'

/** True only for the same type: each can stand where the other is asked for, under any wrapping. */
type Same<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false
/** The same shape without `readonly`, which the SDK writes and the schemas do not. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Name in keyof T]: Plain<T[Name]> }
    : T

type Shapes = typeof schemas &
  typeof thresholds &
  typeof callers &
  typeof users &
  typeof applicationCredentials &
  typeof support
type Out<Name extends keyof Shapes> = z.output<Shapes[Name]>

/** Does not compile when a shape of the SDK and a schema of the server part ways. */
type Checked = [
  Holds<Same<Out<'User'>, sdk.User>>,
  Holds<Same<Out<'Session'>, sdk.Session>>,
  Holds<Same<Out<'ApiKey'>, sdk.ApiKey>>,
  Holds<Same<Out<'RevealedKey'>, sdk.RevealedKey>>,
  Holds<Same<Out<'Caller'>, sdk.Caller>>,
  Holds<Same<Out<'Impact'>, sdk.Impact>>,
  Holds<Same<Out<'ResetRequest'>, sdk.ResetRequest>>,
  Holds<Same<Out<'Reconnect'>, sdk.Reconnect>>,
  Holds<Same<Out<'Usage'>, sdk.Usage>>,
  Holds<Same<Out<'AnswerTimes'>, sdk.AnswerTimes>>,
  Holds<Same<Out<'UsageHistory'>, sdk.UsageHistory>>,
  Holds<Same<Out<'UsageThreshold'>, sdk.UsageThreshold>>,
  Holds<Same<Out<'UsageThresholdChange'>, sdk.UsageThresholdChange>>,
  Holds<Same<Out<'UsageWindow'>, sdk.UsageWindow>>,
  Holds<Same<Out<'AccountContact'>, sdk.AccountContact>>,
  Holds<Same<Out<'AccountSettings'>, sdk.AccountSettings>>,
  Holds<Same<Out<'AccountSettingsChange'>, sdk.AccountSettingsChange>>,
  Holds<Same<Out<'Limits'>, sdk.Limits>>,
  Holds<Same<z.output<typeof auditSchemas.AuditPage>, sdk.AuditPage>>,
  Holds<Same<Omit<z.output<typeof auditSchemas.AuditExportQuery>, 'format'>, sdk.AuditFilter>>,
  Holds<Same<Out<'Endpoint'>, sdk.Endpoint>>,
  Holds<Same<Out<'Verification'>, sdk.Verification>>,
  Holds<Same<Out<'VerifyResults'>, sdk.VerifyResults>>,
  Holds<Same<wire.Verification, sdk.Verification>>,
  Holds<Same<Out<'Problem'>, sdk.Problem>>,
  Holds<Same<Out<'Apis'>, { readonly items: readonly sdk.Api[] }>>,
  Holds<Same<Out<'ManagedUser'>, sdk.ManagedUser>>,
  Holds<Same<Out<'UserPage'>, sdk.UserPage>>,
  Holds<Same<z.output<typeof users.UserQuery>['sort'], sdk.UserSort>>,
  Holds<Same<Out<'NewUser'>, sdk.NewUser>>,
  Holds<Same<Out<'Invitation'>, sdk.Invitation>>,
  Holds<Same<Out<'CreatedUser'>, sdk.CreatedUser>>,
  Holds<Same<Out<'UserChange'>, sdk.UserChange>>,
  Holds<Same<Out<'RoleList'>['items'][number], sdk.GivableRole>>,
  Holds<Same<Out<'RolesOfUser'>['items'][number], sdk.RoleOfUser>>,
  Holds<Same<Out<'RightsOfUser'>['items'][number], sdk.Right>>,
  Holds<Same<Out<'RoleChange'>, sdk.RoleChange>>,
  Holds<Same<Out<'ApplicationCredentialList'>['items'][number], sdk.HandedCredential>>,
  Holds<Same<Out<'NewApplicationCredential'>, sdk.NewApplicationCredential>>,
  Holds<Same<Out<'CreatedApplicationCredential'>, sdk.CreatedApplicationCredential>>,
  Holds<Same<Out<'SupportPinState'>['state'], sdk.SupportPinState>>,
  Holds<Same<Out<'ImpersonationToken'>, sdk.ImpersonationToken>>,
  Holds<Same<Out<'SessionList'>['items'][number], sdk.UserSession>>,
  Holds<Same<z.output<typeof factors.SecondFactors>, sdk.SecondFactors>>,
  Holds<Same<z.output<typeof factors.NewTotp>, sdk.NewTotp>>,
  Holds<Same<z.output<typeof factors.Requirement>, sdk.Requirement>>,
  Holds<Same<z.output<typeof passkeys.AddedPasskey>, sdk.AddedPasskey>>,
  Holds<Same<z.output<typeof passkeys.CreationOptions>, sdk.PasskeyCreationOptions>>,
  Holds<Same<z.output<typeof passkeys.RequestOptions>, sdk.PasskeyRequestOptions>>,
  Holds<Same<z.output<typeof mail.MailDomain>, sdk.MailDomain>>,
  Holds<Same<z.output<typeof mail.MailDomainPage>, sdk.MailDomainPage>>,
  Holds<Same<z.output<typeof mail.NewMailDomain>, sdk.NewMailDomain>>,
  Holds<Same<z.output<typeof mail.MailDomainChange>, sdk.MailDomainChange>>,
  Holds<Same<z.output<typeof mail.Mailbox>, sdk.Mailbox>>,
  Holds<Same<z.output<typeof mail.MailboxSummary>, sdk.MailboxSummary>>,
  Holds<Same<z.output<typeof mail.MailboxPage>, sdk.MailboxPage>>,
  Holds<Same<z.output<typeof mail.NewMailbox>, sdk.NewMailbox>>,
  Holds<Same<z.output<typeof mail.MailboxChange>, sdk.MailboxChange>>,
  Holds<Same<z.output<typeof appPasswords.AppPassword>, sdk.AppPassword>>,
  Holds<Same<z.output<typeof appPasswords.NewAppPassword>, sdk.NewAppPassword>>,
  Holds<Same<z.output<typeof appPasswords.MadeAppPassword>, sdk.MadeAppPassword>>,
  Holds<Same<z.output<typeof mail.AddressState>, sdk.AddressState>>,
  Holds<Same<z.output<typeof mail.MailboxQuery>['sort'], sdk.MailboxSort>>,
  Holds<Same<z.output<typeof keyPairs.KeyPair>, sdk.KeyPair>>,
  Holds<Same<z.output<typeof keyPairs.RevealedKeyPair>, sdk.RevealedKeyPair>>,
  Holds<Same<z.output<typeof keyPairs.GenerateKeyPair>, sdk.GenerateKeyPair>>,
  Holds<Same<z.output<typeof keyPairs.KeyPairChange>, sdk.KeyPairChange>>,
  Holds<Same<z.output<typeof administrators.Administrator>, sdk.Administrator>>,
  Holds<Same<z.output<typeof administrators.NewAdministrator>, sdk.NewAdministrator>>,
  Holds<Same<z.output<typeof administrators.AddedAdministrator>, sdk.AddedAdministrator>>,
  Holds<Same<z.output<typeof administrators.AdministratorChange>, sdk.AdministratorChange>>,
  Holds<Same<z.output<typeof appPasswords.SignInResult>, sdk.SignInResult>>,
  Holds<Same<z.output<typeof mail.MailboxLoginToken>, sdk.MailboxLoginToken>>,
  Holds<Same<z.output<typeof mailSystem.MailSystem>, sdk.MailSystem>>,
  Holds<Same<z.output<typeof mailSystem.DnsRecords>['items'][number], sdk.DnsRecord>>,
  Holds<Same<z.output<typeof mailSystem.DkimKey>, sdk.DkimKey>>,
  Holds<Same<z.output<typeof domainMail.NewAnnouncement>, sdk.NewAnnouncement>>,
  Holds<Same<z.output<typeof domainMail.OwnerRules>, sdk.OwnerRules>>,
  Holds<Same<z.output<typeof domainMail.OwnerRulesChange>, sdk.OwnerRulesChange>>,
  Holds<Same<z.output<typeof domainMail.StorageNotice>, sdk.StorageNotice>>,
  Holds<Same<z.output<typeof domainMail.StorageNoticeChange>, sdk.StorageNoticeChange>>,
  Holds<Same<z.output<typeof spam.SpamSettings>, sdk.SpamSettings>>,
  Holds<Same<z.output<typeof spam.SpamSettingsChange>, sdk.SpamSettingsChange>>,
  Holds<Same<z.output<typeof spam.DomainSpamSettingsChange>, sdk.DomainSpamSettingsChange>>,
  Holds<Same<z.output<typeof spam.SenderLists>, sdk.SenderLists>>,
  Holds<Same<z.output<typeof spam.SenderChange>, sdk.SenderChange>>,
  Holds<Same<z.output<typeof spam.SenderListName>, sdk.SenderList>>,
  Fails<Same<Out<'User'>, sdk.Session>>,
]
type Holds<T extends true> = T
type Fails<T extends false> = T

test('the shapes of the SDK are those of the schemas', () => {
  const checkedByTheCompiler: Checked | undefined = undefined
  return checkedByTheCompiler
})
