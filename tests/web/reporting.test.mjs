// A family tells the nursery: three presses from the start page, the deadline before anything is typed, and without network it waits.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { before, test } from 'node:test'
import { clockFile, demo, openMorning, signIn, sql, waitFor } from '../support/harness.mjs'
import { png } from '../support/picture.mjs'
import { assertClean, device, openWorld, TABLET, world } from './browser.mjs'

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
  await staff.page.getByRole('button', { name: 'アレルギーのある子の数も表示' }).click()
  await staff.page.locator('[data-diet]').last().waitFor()
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

test('R-INF-03: the doctor’s paper goes in as a photo; the nursery asks for another one with a reason, the family hands it in, the nursery accepts it', async () => {
  const parent = await signIn(world.url, login)
  const { body: { id } } = await parent.post(`/children/${child.id}/absences`, { from: day, to: day, kind: 'sick', diagnosis: 'MEA' })
  const known = async () => (await parent.get(`/children/${child.id}/absences/${id}/return`)).body
  const phone = await device({ login })
  const tablet = await device({ login: 'head-n01', viewport: TABLET })
  const sheet = { name: 'sheet.png', mimeType: 'image/png', buffer: png(600, 800) }
  await phone.page.goto(`${world.url}/parent/absence?child=${child.id}`)
  assert.equal(await phone.page.getAttribute(`#camera-${id}`, 'capture'), 'environment')
  await phone.page.setInputFiles(`#paper-${id}`, { ...sheet, name: 'form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 nothing') })
  await phone.page.getByText(/form\.pdf: .*JPEG・PNG・WebP/).waitFor()
  await phone.page.setInputFiles(`#camera-${id}`, sheet)
  const papers = phone.page.getByRole('button', { name: '書類の写真（1枚中1枚目）' })
  await papers.waitFor()
  await assertClean(phone, 'the paper of the family')
  assert.ok((await known()).filed_at)
  const openIllness = async () => {
    await tablet.page.goto(`${world.url}/staff/nurseries/n01`)
    await tablet.page.locator(`tr[data-child="${child.id}"] .row-button`).click()
    await tablet.page.locator('summary', { hasText: '病気のあとの登園' }).click()
  }
  await openIllness()
  const shown = tablet.page.getByRole('button', { name: '書類の写真（1枚中1枚目）' })
  await shown.click()
  const large = tablet.page.locator('dialog.photo-large img')
  await waitFor(() => large.evaluate((image) => image.naturalWidth === 600), 'the sheet to be read')
  await tablet.page.locator('.photo-large').getByRole('button', { name: '閉じる' }).click()
  await assertClean(tablet, 'the paper at the nursery')
  await tablet.page.locator('summary', { hasText: '別の書類をお願いする' }).click()
  await tablet.page.fill(`#another-${id}`, '印鑑が読めません')
  await tablet.page.getByRole('button', { name: 'もう一度お願いする' }).click()
  await phone.page.getByText('印鑑が読めません').waitFor()
  await papers.waitFor({ state: 'detached' })
  assert.equal((await known()).filed_at, null)
  await phone.page.setInputFiles(`#camera-${id}`, sheet)
  await papers.waitFor()
  await openIllness()
  await shown.waitFor()
  await tablet.page.getByRole('button', { name: '書類を確認した' }).click()
  await phone.page.getByText(/園が書類を確認しました/).waitFor()
  await phone.page.locator(`#camera-${id}`).waitFor({ state: 'detached' })
  const read = sql(town.data, `SELECT count(*) AS n FROM audit WHERE action = 'read_paper' AND object = 'child:${child.id}'`)[0].n
  assert.ok(read >= 3, 'each look is written down')
  await phone.context.close()
  await tablet.context.close()
})

test('R-CARE-03: a family names who fetches and adds a photo; the nursery compares the face, on the board and for any child; it goes with the person', async () => {
  const phone = await device({ login })
  const tablet = await device({ login: 'head-n01', viewport: TABLET })
  await phone.page.goto(`${world.url}/parent/pickup`)
  const mine = phone.page.locator(`section[aria-labelledby="pickup-${child.id}"]`)
  await mine.locator('summary', { hasText: 'お迎えに来る人と写真' }).click()
  await mine.locator(`#person-${child.id}`).fill('山田おばさん')
  await mine.locator(`#relation-${child.id}`).fill('おば')
  await mine.getByRole('button', { name: '加える' }).click()
  const one = mine.locator('li[data-person]', { hasText: '山田おばさん' })
  await one.locator('input[type=file]').setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: png(300, 400) })
  const face = one.getByRole('img', { name: '山田おばさんさんの写真' })
  await face.waitFor()
  await waitFor(() => face.evaluate((image) => image.naturalWidth === 300), 'the photo to be there')
  await assertClean(phone, 'who may fetch')
  await mine.getByRole('button', { name: '山田おばさん おば' }).click()
  await mine.getByText('今日のお迎え：山田おばさんさん').waitFor()
  await tablet.page.goto(`${world.url}/staff/nurseries/n01`)
  const line = tablet.page.locator(`[data-pickup="${child.id}"]`)
  await line.locator('summary').click()
  const seen = line.getByRole('img', { name: '山田おばさんさんの写真' })
  await waitFor(() => seen.evaluate((image) => image.naturalWidth === 300), 'the face beside the name')
  await assertClean(tablet, 'the face at the nursery')
  await tablet.page.locator(`tr[data-child="${child.id}"] .row-button`).click()
  const dialog = tablet.page.getByRole('dialog')
  await dialog.locator('summary', { hasText: 'お迎えに来てよい人' }).click()
  await dialog.getByRole('img', { name: '山田おばさんさんの写真' }).waitFor()
  await one.getByRole('button', { name: '山田おばさんさんをやめる' }).click()
  await one.getByRole('button', { name: '本当に山田おばさんさんをやめる' }).click()
  await one.waitFor({ state: 'detached' })
  assert.equal(sql(town.data, 'SELECT count(*) AS n FROM photo_bytes b JOIN photo p ON p.id = b.photo_id WHERE p.kind = 3')[0].n, 0)
  await phone.context.close()
  await tablet.context.close()
})
