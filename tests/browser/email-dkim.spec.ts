import { test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

test('a DKIM key is made, its record stands among the others, and it is revoked after a question', {
  tag: '@short',
}, async ({ page, admin, domain, axe }) => {
  await openAs(page, admin, `/email/domains/${domain}`)
  const records = page.getByRole('table', { name: 'DNS records' })
  await expect(records).toContainText('v=spf1 mx -all')
  await expect(records).not.toContainText('DKIM')
  await page.getByRole('button', { name: 'Make a DKIM key' }).click()
  await expect(records).toContainText(`_domainkey.${domain}`)
  await expect(records).toContainText('v=DKIM1; k=rsa; p=')
  await expect(page.getByRole('button', { name: 'Copy value of Signatures (DKIM)' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Verify', exact: true })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  const question = page.getByRole('alertdialog', { name: `Revoke the DKIM key of ${domain}?` })
  await axe(page)
  await question.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Make a DKIM key' })).toBeVisible()
  await expect(records).not.toContainText('DKIM')
})
