import { confirmWith, expect, forgetConfirmation, signIn, test } from './fixtures.ts'

test('the e-mail address is changed in place, after the password', async ({ person, settings, axe }) => {
  await forgetConfirmation(settings)
  await settings.getByRole('button', { name: 'Edit Email Address' }).click()
  const dialog = settings.getByRole('dialog', { name: 'Change your email address' })
  await axe(settings)
  await dialog.getByLabel('Email Address').fill(`${person.username}@example.com`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await confirmWith(settings, person.password)
  await expect(dialog).toBeHidden()
  await expect(settings.getByText(`${person.username}@example.com`)).toBeVisible()
  await settings.reload()
  await expect(settings.getByText(`${person.username}@example.com`)).toBeVisible()
})

test('a refused password says why at its field, and a good one signs in from then on', {
  tag: '@short',
}, async ({ guard, person, settings, axe }) => {
  guard.expectStatus(403, /\/password$/)
  await settings.getByRole('button', { name: 'Edit Password' }).click()
  const dialog = settings.getByRole('dialog', { name: 'Change your password' })
  await axe(settings)
  const next = 'four brown otters below the old mill'
  await dialog.getByLabel('Current password').fill('not the password at all')
  await dialog.getByLabel('New password').fill(next)
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog.getByText('That is not your password.')).toBeVisible()
  await axe(settings)
  await dialog.getByLabel('Current password').fill(person.password)
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog).toBeHidden()
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await settings.getByRole('button', { name: /^Account:/ }).click()
  await settings.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(settings.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await signIn(settings, { ...person, password: next })
})
