// A family prepares the day in the sick-care room on its phone: note, sheet, medicine; afterwards it finds the bill and the receipt.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { bookableDays, reservation } from '../support/families.mjs'
import { clockFile, dayOf, signIn, sql } from '../support/harness.mjs'
import { assertClean, device, openWorld, sheets, TABLET, world } from './browser.mjs'

let clock
let login
let child
let day
let id
const shots = process.env.TSUBAME_SHOTS
const shot = async (seen, name) => shots && seen.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })

before(async () => {
  clock = clockFile('2026-12-01T10:00:00.000+09:00')
  await openWorld({ clock })
  const now = Date.parse(clock.instant)
  const today = Math.floor(now / 86_400_000)
  ;[{ login, child }] = sql(world.server.data, `SELECT a.login, c.public_id AS child FROM account a JOIN guardian_child g ON g.account_id = a.id AND g.rights = 1
    JOIN child c ON c.id = g.child_id WHERE c.birth_day BETWEEN ${today - 1800} AND ${today - 400} ORDER BY c.id LIMIT 1`)
  const guardian = await signIn(world.url, login)
  day = (await bookableDays(world.server, 's01', 20, now))[0].day
  const made = await guardian.post('/reservations', { ...reservation(child, 's01', day, dayOf(now)), planned_arrival: '09:00' })
  assert.equal(made.status, 201, made.text)
  id = made.body.reservations[0].id
  clock.set(`${day}T08:00:00.000+09:00`)
})

const address = () => `${world.url}/parent/visit/${id}`

test('R-CARE-01 R-RSV-12: from the list of reservations to the note, the sheet and the medicine', async () => {
  const seen = await device({ login })
  const { page } = seen
  await page.goto(`${world.url}/parent/reservations`)
  await page.click(`a[href="/parent/visit/${id}"]`)
  await page.waitForSelector('#symptoms')
  await assertClean(seen, 'the day before anything is written')
  await page.locator('main form', { has: page.locator('#symptoms') }).locator('button[type=submit]').click()
  await page.waitForSelector('.summary')
  await assertClean(seen, 'the sheet with every error')
  await page.fill('#degrees', '37.4')
  await page.fill('#symptoms', '鼻水、せき')
  await page.fill('#meals', 'おかゆを少し')
  await page.fill('#call_first', '母 090-0000-0000')
  await page.locator('main form', { has: page.locator('#symptoms') }).locator('button[type=submit]').click()
  await page.getByText('送信済み').waitFor()
  assert.equal(await page.inputValue('#meals'), 'おかゆを少し')
  await page.getByText('連絡票の内容を登録する').click()
  await page.selectOption('#note-diagnosis', 'COLD')
  await page.fill('#drugs', 'シロップ\n粉薬')
  await page.locator('.note-form button[type=submit]').click()
  await page.waitForSelector('#drug')
  await page.selectOption('#drug', 'シロップ')
  await page.fill('#dose', '5 ml')
  await page.fill('#times', '12:30、15:00')
  await page.locator('main form', { has: page.locator('#dose') }).locator('button[type=submit]').click()
  await page.getByText('5 ml 12:30 15:00').waitFor()
  await assertClean(seen, 'the day prepared')
  await shot(seen, 'prepared-phone-ja')
  const nurse = await signIn(world.url, 'nurse-s01')
  const { body } = await nurse.get(`/reservations/${id}/family-sheet`)
  assert.equal(body.sheet.call_first, '母 090-0000-0000')
  assert.equal(body.sheet.morning_temperature_c, 37.4)
  assert.notEqual(body.signed_at, null)
  assert.deepEqual(body.orders.map(({ order }) => order), [{ drug: 'シロップ', dose: '5 ml', times: ['12:30', '15:00'] }])
  await page.getByRole('button', { name: '取り消す シロップ' }).click()
  await page.getByText('5 ml 12:30 15:00').waitFor({ state: 'detached' })
  await seen.context.close()
})

test('R-RSV-20: the family shows it to another room, whose staff look at it and change nothing, and ends that again', async () => {
  const seen = await device({ login })
  const { page } = seen
  await page.goto(address())
  await page.getByText('ほかの病児保育室に見せる').click()
  await page.selectOption('#share', 's03')
  await page.getByRole('button', { name: 'この室に見せる' }).click()
  await page.getByText('に見せています').waitFor()
  await assertClean(seen, 'shared')
  const other = await device({ login: 'nurse-s03', viewport: TABLET })
  await other.page.goto(`${world.url}/staff/sick-rooms/s03?day=${day}`)
  const card = other.page.locator(`[data-reservation="${id}"]`)
  await card.locator('button').click()
  await other.page.waitForSelector('dialog[open] .facts')
  assert.equal(await other.page.locator('dialog[open] form').count(), 0, 'nothing to be changed')
  await assertClean(other, 'what another room shows')
  await other.page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^やめる/ }).click()
  await page.getByText('に見せています').waitFor({ state: 'detached' })
  await card.waitFor({ state: 'detached' })
  for (const { context } of [seen, other]) await context.close()
})

test('R-FEE-05: afterwards the bill stands there, and once it is paid the receipt', async () => {
  const nurse = await signIn(world.url, 'nurse-s01')
  const come = await nurse.post(`/reservations/${id}/check-in`, { identity: true, note_seen: true, belongings: true, temperature_c: 37.0 })
  assert.equal(come.status, 200, come.text)
  clock.set(`${day}T15:00:00.000+09:00`)
  const gone = await nurse.post(`/reservations/${id}/check-out`, { identity: { name: 'Aunt', shown: 'driving licence' } })
  assert.equal(gone.status, 200, gone.text)
  const seen = await device({ login, language: 'en', viewport: TABLET })
  await seen.page.goto(address())
  await seen.page.waitForSelector('.bill')
  await assertClean(seen, 'the bill')
  await shot(seen, 'bill-tablet-en')
  assert.equal((await nurse.post(`/reservations/${id}/fee/pay`, { method: 'cash' })).status, 200)
  await seen.page.goto(address())
  await seen.page.waitForSelector('.receipt')
  assert.match(await seen.page.locator('.receipt').textContent(), /No\. 1/)
  await assertClean(seen, 'the receipt')
  await shot(seen, 'receipt-tablet-en')
  await seen.page.getByRole('link', { name: 'Certificate for this month' }).click()
  await seen.page.locator('.receipt tfoot').waitFor()
  assert.match(await seen.page.locator('.receipt').textContent(), /No\. 1/)
  await assertClean(seen, 'the certificate')
  assert.equal(await sheets(seen.page), 1)
  await seen.page.getByRole('button', { name: 'The month before' }).click()
  await seen.page.getByText('There is no use in').waitFor()
  await seen.context.close()
})

test('somebody else’s day is not there', async () => {
  const [other] = sql(world.server.data, `SELECT a.login FROM account a WHERE a.login LIKE 'parent%' AND a.login <> '${login}' AND a.household_id <>
    (SELECT household_id FROM account WHERE login = '${login}') ORDER BY a.id LIMIT 1`)
  const seen = await device({ login: other.login })
  await seen.page.goto(address())
  await seen.page.waitForSelector('main [role=alert], main .notice')
  assert.equal(await seen.page.locator('#symptoms').count(), 0)
  await seen.context.close()
})
