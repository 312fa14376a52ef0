// A family tells the nursery: three presses from the start page, the deadline before anything is typed, and without network it waits.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { before, test } from 'node:test'
import { clockFile, demo, openMorning, signIn, sql, waitFor } from '../support/harness.mjs'
import { assertClean, device, openWorld, world } from './browser.mjs'

let clock
let day
let town
let head
let login
let child
before(async () => {
  town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '08:20:00'))
  day = clock.instant.slice(0, 10)
  await openWorld({ ...town, clock })
  head = await signIn(world.url, 'head-n01@demo.example')
  const here = new Set((await head.get('/nurseries/n01/attendance')).body.children.map(({ child_id }) => child_id))
  for (let n = 1; child === undefined; n++) {
    login = `parent${String(n).padStart(3, '0')}`
    child = (await (await signIn(world.url, login)).get('/me')).body.children.find(({ id }) => here.has(id))
  }
})

const onBoard = async () => (await head.get('/nurseries/n01/attendance')).body.children.find(({ child_id }) => child_id === child.id)
const reports = () => sql(town.data, `SELECT count(*) AS n FROM absence a JOIN child c ON c.id = a.child_id WHERE c.public_id = '${child.id}'`)[0].n
const card = (page) => page.locator('li.card', { hasText: child.name }).first()

test('R-ABS-01: three presses from the start page, the deadline stands before anything is typed, and the board has it', async () => {
  const seen = await device({ login })
  const { page } = seen
  await page.goto(`${world.url}/parent/`)
  await card(page).getByRole('link', { name: '休み・遅れを連絡する' }).click()
  await page.getByText('今日の連絡は 09:00 までです').waitFor()
  await page.getByRole('radio', { name: '病気で休む' }).check()
  await page.click('main button[type=submit]')
  await page.waitForSelector('.notice-success')
  const { state, absence } = await onBoard()
  assert.deepEqual([state, absence.kind, absence.after_deadline], ['absent', 'sick', false])
  await assertClean(seen, 'a report that was sent')
  await page.locator('li.card', { hasText: '病気で休む' }).locator('button').click()
  await page.getByText('取り消した連絡 1件').waitFor()
  assert.equal((await onBoard()).state, 'expected')
  await seen.context.close()
})

test('R-ABS-01: after the deadline that is said first, and the staff see that it came late', async () => {
  clock.set(`${day}T09:20:00.000+09:00`)
  await waitFor(async () => (await onBoard()).state === 'unexplained', 'the cut-off')
  const seen = await device({ login })
  const { page } = seen
  await page.goto(`${world.url}/parent/absence?child=${child.id}`)
  await page.getByText('今日の連絡の締め切り（09:00）を過ぎています').waitFor()
  await page.getByRole('radio', { name: '遅れて登園' }).check()
  await page.fill('#time', '10:00')
  await page.click('main button[type=submit]')
  await page.waitForSelector('.notice-success')
  const { state, absence } = await onBoard()
  assert.deepEqual([state, absence.kind, absence.after_deadline], ['expected', 'late', true])
  assert.equal(absence.expected_at, `${day}T10:00:00.000+09:00`)
  await assertClean(seen, 'a report after the deadline')
  const staff = await device({ login: 'head-n01' })
  await staff.page.goto(`${world.url}/staff/nurseries/n01`)
  await staff.page.locator(`tr[data-child="${child.id}"]`, { hasText: '締切後の連絡' }).waitFor()
  await staff.page.goto(`${world.url}/staff/nurseries/n01/meals`)
  await staff.page.locator('.meal-line', { hasText: child.name }).waitFor()
  await assertClean(staff, 'the meals')
  await Promise.all([seen.context.close(), staff.context.close()])
})

test('without network a report waits on the phone and is sent once, from the start page too', async () => {
  const had = reports()
  const { page, context } = await device({ login })
  await page.goto(`${world.url}/parent/absence?child=${child.id}&when=tomorrow`)
  await page.getByRole('radio', { name: '都合で休む' }).check()
  await page.route('**/api/v1/children/*/absences', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await page.click('main button[type=submit]')
  await page.getByText('1件 送信待ち').waitFor()
  await page.goto(`${world.url}/parent/`)
  await card(page).waitFor()
  assert.equal(reports(), had)
  await page.unroute('**/api/v1/children/*/absences')
  await page.reload()
  await waitFor(async () => reports() === had + 1, 'the report to arrive')
  await page.goto(`${world.url}/parent/absence`)
  await page.locator('li.card', { hasText: '都合で休む' }).waitFor()
  assert.equal(await page.getByText('送信待ち').count(), 0)
  assert.equal(reports(), had + 1)
  await context.close()
})

test('R-CARE-03: a guardian makes a one-time pick-up ticket, sends the picture on, and takes it back', async () => {
  const seen = await device({ login })
  const { page } = seen
  await page.addInitScript(() => {
    navigator.canShare = () => true
    navigator.share = ({ files, title }) => {
      globalThis.shared = { name: files[0].name, type: files[0].type, size: files[0].size, title }
      return Promise.resolve()
    }
  })
  await page.goto(`${world.url}/parent/pickup`)
  await page.getByRole('button', { name: 'お迎え票をつくる' }).click()
  await page.locator('#ticket-name-error').waitFor()
  await page.fill('#ticket-name', '山田 花子')
  if (await page.locator('#ticket-children').count() > 0) await page.getByRole('checkbox', { name: child.name }).check()
  await page.getByRole('button', { name: 'お迎え票をつくる' }).click()
  const open = page.locator('[data-ticket="open"]')
  await open.locator('.qr').waitFor()
  const number = await open.locator('[data-number]').getAttribute('data-number')
  assert.match(number, /^[2-9A-HJ-NP-Z]{8}$/)
  assert.equal(new URL(page.url()).search, '', 'nothing in the address')
  await assertClean(seen, 'a ticket')
  await open.getByRole('button', { name: '画像を送る' }).click()
  await page.waitForFunction(() => globalThis.shared !== undefined)
  const shared = await page.evaluate(() => globalThis.shared)
  assert.deepEqual([shared.name, shared.type], [`ticket-${day}.png`, 'image/png'])
  assert.ok(shared.size > 5_000)
  const saved = page.waitForEvent('download')
  await open.getByRole('button', { name: '画像を保存' }).click()
  assert.equal((await saved).suggestedFilename(), `ticket-${day}.png`)
  const { key, tickets } = (await head.get('/nurseries/n01/pickup-tickets')).body
  assert.ok(!JSON.stringify(tickets).includes(`"${number}"`), 'the nursery has no number')
  assert.equal(tickets.at(-1).check, createHmac('sha256', Buffer.from(key, 'base64url')).update(number).digest('hex').slice(0, 32))
  await open.getByRole('button', { name: '取り消す' }).click()
  await page.getByRole('button', { name: '取り消します' }).click()
  await page.getByText('これまでのお迎え票（1）').waitFor()
  assert.equal((await head.get('/nurseries/n01/pickup-tickets')).body.tickets.at(-1).taken_back, true)
  await seen.context.close()
})
