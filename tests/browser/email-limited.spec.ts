import { addMailboxes, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'
import { createPerson, makeAdministrator } from './people.ts'

test('a limited administrator with one area is told on every other page of the e-mail area who gives it', async ({
  page,
  admin,
  domain,
  ask,
  server,
  guard,
}) => {
  guard.expectStatus(403, /\/api\/v1\//)
  await addMailboxes(ask, domain, ['box'])
  await ask('POST', '/domains', { name: `other-${domain}` })
  const limited = await createPerson(server, `limited.${domain}`, admin)
  await makeAdministrator(server, limited, 'limited')
  await ask('PATCH', `/administrators/${limited.userId}`, { areas: ['spam'], domains: [domain] })
  await openAs(page, limited, '/email')
  const content = page.locator('#content')
  for (const at of [
    '/mailboxes',
    `/mailboxes/box@${domain}`,
    '/aliases',
    '/lists',
    '/jobs',
    `/domains/${domain}`,
    `/domains/${domain}?tab=delivery`,
    `/domains/other-${domain}`,
  ]) {
    await page.goto(`/email${at}`)
    await expect(content.getByText('This is not among what you were given').first(), at).toBeVisible()
    await expect(content.getByRole('alert'), at).toHaveCount(0)
  }
  await page.goto(`/email/domains/${domain}?tab=spam`)
  await page.getByLabel('Filter').selectOption('Off: everything comes in')
  await page.getByRole('button', { name: 'Save spam settings' }).click()
  await expect(content.getByText(`The spam settings of ${domain} were saved.`)).toBeVisible()
})
