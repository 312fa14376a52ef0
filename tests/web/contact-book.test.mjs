// The contact book as a family and its teacher use it: one screen on the phone, what is typed survives the loss of the network, one field down
// the class on the tablet, released and read. In a real browser, on a server whose clock the test moves.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { families } from '../support/families.mjs'
import { client, clockFile, demo, openMorning, signIn, sql, waitFor } from '../support/harness.mjs'
import { png } from '../support/picture.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from './browser.mjs'

let clock
let day
let family
let parent
let child
let head

before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '07:30:00'))
  day = clock.instant.slice(0, 10)
  await openWorld({ ...town, clock })
  // A child of a class that is asked daily.
  const here = new Map(sql(town.data, `SELECT c.public_id AS id, c.class, c.name FROM child c JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01'
    AND c.birth_day > unixepoch() / 86400 - 700`).map((row) => [row.id, row]))
  family = families(world.server).find(({ child: id }) => here.has(id))
  child = here.get(family.child)
  parent = client(world.url, family.cookie)
  head = await signIn(world.url, 'head-n01')
})

const at = async (time) => {
  clock.set(`${day}T${time}:00.000+09:00`)
  await waitFor(async () => (await world.server.anyone.get('/readyz')).body.now.slice(11, 16) === time, `the server's clock to be ${time}`)
}
const homePage = async () => (await parent.get(`/children/${family.child}/contact-book/${day}/home`)).body

test('R-CB-01 R-CB-03: a family fills one screen; without a network it stays on the device, over a reload too, and goes out by itself; 38.0 offers the absence', async () => {
  const seen = await device({ login: family.login, viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/book?child=${family.child}&day=${day}`)
  await page.waitForSelector('#temp')
  await page.getByRole('button', { name: '0.1℃上げる' }).click()
  await page.getByRole('button', { name: '0.1℃上げる' }).click()
  assert.equal(await page.inputValue('#temp'), '36.6')
  await page.check('#mood')
  await page.locator('#meal-supper').getByRole('button', { name: '全部' }).click()
  await page.fill('#sleep-0-from', '21:00')
  await page.fill('#sleep-0-to', '06:30')
  await page.getByText('合計 9時間30分').waitFor()
  await page.fill('#comment', '元気です ❤️')
  await assertClean(seen, 'the home part being written')
  await page.reload()
  await page.waitForSelector('#temp')
  assert.equal(await page.inputValue('#temp'), '36.6', 'what is typed is kept on the device')
  await page.route('**/contact-book/**', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
  await page.getByRole('button', { name: '園に送る' }).click()
  await page.locator('.notice-title', { hasText: 'まだ届いていません' }).waitFor()
  assert.equal((await homePage()).version, 0)
  await page.unroute('**/contact-book/**')
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText('園に届きました').waitFor()
  const written = await homePage()
  assert.equal(written.version, 1)
  seen.wrong.length = 0 // the network that was taken away
  assert.deepEqual([written.revisions[0].page.temp_c, written.revisions[0].page.comment], [36.6, '元気です ❤️'])
  // What is typed while the page is on its way stays, and goes out over what then stands there.
  let held
  const onItsWay = new Promise((resolve) => { held = resolve })
  await page.route('**/contact-book/**/home', async (route) => (route.request().method() === 'PUT' ? held(route) : route.continue()))
  await page.fill('#comment', '少し眠そうです')
  await page.getByRole('button', { name: '園に送る' }).click()
  const sending = await onItsWay
  await page.fill('#temp', '38.2')
  await page.getByText('38.2℃です').waitFor()
  await sending.continue()
  await waitFor(async () => (await homePage()).version === 2, 'what was on its way to arrive')
  await page.getByText('入力はこの端末に残っています').waitFor()
  assert.equal(await page.inputValue('#temp'), '38.2', 'typed meanwhile, and still there')
  await page.locator('.sick-place, section.card a[href="/parent/registration"]').first().waitFor()
  await assertClean(seen, 'the advice')
  await page.getByRole('button', { name: '欠席を連絡する' }).click()
  await page.getByText('欠席を連絡しました').waitFor()
  const { body } = await parent.get(`/children/${family.child}/absences?from=${day}&to=${day}`)
  assert.deepEqual([body.absences[0].kind, body.absences[0].reason], ['sick', '発熱 38.2℃'])
  await context.close()
})

test('R-CB-02: who writes at the same time sees what the other wrote, and nothing is lost', async () => {
  const { page, context } = await device({ login: family.login, viewport: PHONE })
  await page.goto(`${world.url}/parent/book?child=${family.child}&day=${day}`)
  await page.waitForSelector('#temp')
  await page.fill('#comment', '私の連絡')
  const other = await parent.put(`/children/${family.child}/contact-book/${day}/home`, { temp_c: 36.8, mood: 'bad' }, { headers: { 'if-match': '"2"' } })
  assert.equal(other.status, 200)
  await page.getByRole('button', { name: '園に送る' }).click()
  await page.getByText('先にほかの保護者が書きました').waitFor()
  await page.getByRole('button', { name: '自分の入力を重ねて送る' }).click()
  await page.getByText('園に届きました').waitFor()
  const written = await homePage()
  assert.deepEqual([written.version, written.revisions.at(-1).page.comment], [4, '私の連絡'])
  await context.close()
})

test('R-UX-03 R-CB-08: a mother chooses in Vietnamese and the teacher reads Japanese; what she typed stays as she typed it', async () => {
  const mother = await device({ login: family.login, language: 'vi-VN', viewport: PHONE })
  const { page } = mother
  await page.goto(`${world.url}/parent/book?child=${family.child}&day=${day}`)
  await page.waitForSelector('#temp')
  await page.getByRole('radio', { name: 'Không vui' }).check()
  await page.locator('#meal-supper').getByRole('button', { name: 'Một nửa' }).click()
  await page.fill('#comment', 'Bé hơi mệt')
  assert.equal(await page.locator('main span[lang=ja]').count(), 0, 'nothing of the page is lent')
  await assertClean(mother, 'the contact book in Vietnamese')
  await page.getByRole('button', { name: 'Gửi cho nhà trẻ' }).click()
  await page.getByText('Nhà trẻ đã nhận được').waitFor()
  const teacher = await device({ login: 'head-n01', viewport: TABLET })
  await teacher.page.goto(`${world.url}/staff/nurseries/n01/book`)
  const row = teacher.page.locator(`[data-child="${family.child}"]`)
  await row.locator('summary', { hasText: 'おうちから' }).click()
  await row.getByText('😟 よくない').waitFor()
  await row.getByText('夕食 半分').waitFor()
  assert.equal(await row.locator('[lang=""]', { hasText: 'Bé hơi mệt' }).count(), 1, 'in no language that we know of')
  await mother.context.close()
  await teacher.context.close()
})

test('R-CB-04 R-CB-06: one press a child down the class; released, the family reads it in its own language, and the class page knows', async () => {
  await at('13:00')
  const seen = await device({ login: 'head-n01', viewport: TABLET })
  const { page } = seen
  await page.goto(`${world.url}/staff/nurseries/n01/book`)
  const row = page.locator(`[data-child="${family.child}"]`)
  await row.getByRole('button', { name: '半分' }).click()
  const nursery = async () => (await head.get(`/children/${family.child}/contact-book/${day}/nursery`)).body
  await waitFor(async () => (await nursery()).version === 1, 'one press to be saved')
  await assertClean(seen, 'the class page')
  await page.getByRole('button', { name: 'ひとこと', exact: true }).click()
  await row.getByRole('button', { name: 'よく食べました。' }).click()
  await waitFor(async () => (await nursery()).version === 2, 'the phrase to be saved')
  assert.deepEqual((await nursery()).revisions.at(-1).page, { meals: [{ meal: 'lunch', amount: 'half' }], phrases: ['ate_well'] })
  // R-CB-05: what the sleep checks know is taken over with one press.
  const nap = (await head.post('/nurseries/n01/naps', { room: 'ひよこ', children: [{ child_id: family.child }] })).body
  await at('14:30')
  assert.equal((await head.post(`/naps/${nap.id}/end`, { child_id: family.child })).status, 204)
  await page.getByRole('button', { name: '睡眠', exact: true }).click()
  await page.getByRole('button', { name: 'お昼寝の記録から入れる（1人）' }).click()
  await waitFor(async () => (await nursery()).version === 3, 'the sleep to be saved')
  assert.deepEqual((await nursery()).revisions.at(-1).page.sleep, [{ from: '13:00', to: '14:30' }])
  await page.getByText('1人の睡眠は、お昼寝の記録から入っています').waitFor()
  await row.getByText('下書き').waitFor()
  await page.getByRole('button', { name: '今すぐ公開する' }).click()
  await row.getByText('公開済み').waitFor()
  await row.getByText(/未読 \d人/).waitFor()
  const family2 = await device({ login: family.login, viewport: PHONE })
  await family2.page.goto(`${world.url}/parent/book?child=${family.child}&day=${day}`)
  await family2.page.getByText('昼食 半分').waitFor()
  await assertClean(family2, 'the page as the family reads it')
  await family2.page.getByRole('combobox', { name: '言語 Language' }).selectOption('en')
  await family2.page.getByText('Ate well.').waitFor()
  const [file] = await Promise.all([family2.page.waitForEvent('download'), family2.page.locator('#export ~ button').click()])
  const zip = readFileSync(await file.path()).toString('latin1')
  assert.ok(zip.startsWith('PK') && zip.includes('contact-book.html') && zip.includes('"ate_well"'), 'R-CB-09: the whole book is one file')
  const readers = (await nursery()).readers
  assert.ok(readers.some(({ read_at: when }) => when !== null))
  await family2.context.close()
  await seen.context.close()
})

test('R-CB-07: a teacher adds a photo, the family sees it small and large; without consent, and for a file that is no picture, it is said in words', async () => {
  const phone = await device({ login: family.login, viewport: PHONE })
  const tablet = await device({ login: 'head-n01', viewport: TABLET })
  const row = tablet.page.locator(`[data-child="${family.child}"]`)
  const file = (name, mimeType, buffer) => tablet.page.setInputFiles(`#photo-${family.child}`, { name, mimeType, buffer })
  const openPhotos = async () => {
    await tablet.page.goto(`${world.url}/staff/nurseries/n01/book`)
    await row.locator('summary', { hasText: '写真' }).click()
  }
  await openPhotos()
  await row.getByText('保護者が写真に同意していません').waitFor()
  await phone.page.goto(`${world.url}/parent/record`)
  const mine = phone.page.getByRole('region', { name: child.name, exact: true })
  await mine.getByRole('button', { name: '写真に同意する' }).click()
  await mine.getByRole('button', { name: '写真への同意をやめる' }).waitFor()
  await openPhotos()
  await tablet.page.locator(`#photo-${family.child}`).waitFor()
  await file('sand.png', 'image/png', png(900, 600))
  await row.getByText('1枚を載せました').waitFor()
  await row.locator('.photo img').waitFor()
  await file('letter.pdf', 'application/pdf', Buffer.from('%PDF-1.7 nothing'))
  await row.getByText(/letter\.pdf: .*JPEG・PNG・WebP/).waitFor()
  await assertClean(tablet, 'the photos of a child')
  await phone.page.goto(`${world.url}/parent/book?child=${family.child}&day=${day}`)
  const small = phone.page.getByRole('button', { name: '園でのお子さんの写真（1枚中1枚目）' })
  await small.click()
  const large = phone.page.locator('dialog.photo-large img')
  await waitFor(() => large.evaluate((image) => image.naturalWidth === 900), 'the large picture to be there')
  await assertClean(phone, 'the large picture')
  await phone.page.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })
  assert.ok(await small.evaluate((button) => button === document.activeElement), 'back to where one was')
  const told = phone.page.waitForEvent('download')
  await phone.page.getByRole('region', { name: '連絡帳をまとめて保存' }).getByRole('button').click()
  const zip = readFileSync(await (await told).path())
  assert.ok(zip.includes(Buffer.concat([Buffer.from(`photos/${day}-1.jpg`), Buffer.from('ffd8ff', 'hex')])), 'R-CB-09: the photo is in the file, behind its name')
  assert.ok(zip.includes(`<img src="photos/${day}-1.jpg"`) && !zip.includes('?link='), 'shown in the page to print, by the file beside it')
  // The family takes it back while the teacher's page stands open: the answer is a sentence.
  assert.equal((await parent.post(`/children/${family.child}/photo-consent`, { agreed: false })).status, 204)
  await file('again.png', 'image/png', png(700, 500))
  await row.getByText(/again\.png: .*同意のあるお子さん/).waitFor()
  await phone.context.close()
  await tablet.context.close()
})

test('R-CARE-02 R-CB-05: a guardian asks for medicine, one gives it, another types the own password; it flows into the book with both names, and a temperature is two presses', async () => {
  const asking = await device({ login: family.login, viewport: PHONE })
  await asking.page.goto(`${world.url}/parent/medicine`)
  const mine = asking.page.locator(`section[aria-labelledby="medicine-${family.child}"]`)
  await mine.getByText('お薬をお願いする').click()
  await mine.locator(`#drug-${family.child}`).fill('かぜシロップ')
  await mine.locator(`#dose-${family.child}`).fill('5ml')
  await mine.getByRole('button', { name: 'お願いする', exact: true }).click()
  await mine.getByText('園にお願いしました').waitFor()
  await assertClean(asking, 'the request for medicine')
  const arrived = await head.post('/nurseries/n01/attendance/corrections', { child_id: family.child, day, kind: 'arrive', at: `${day}T07:20:00+09:00`, reason: 'forgotten' })
  assert.equal(arrived.status, 201)
  const seen = await device({ login: 'head-n01', viewport: TABLET })
  const { page } = seen
  await page.goto(`${world.url}/staff/nurseries/n01`)
  await page.getByRole('link', { name: 'お薬のお願い（まだ 1件）' }).click()
  const line = page.locator('[data-medicine]')
  await line.getByText('かぜシロップ').first().waitFor()
  await line.getByRole('button', { name: 'のませた' }).click()
  await line.getByRole('button', { name: 'この端末で二人目が確認' }).click()
  await page.fill('#second-login', 'lead-n01@demo.example')
  await page.fill('#second-password', 'tsubame-demo-2026')
  await assertClean(seen, 'the second person at the tablet')
  await line.getByRole('button', { name: '二人目として確認する' }).click()
  await line.getByText(/がのませ、.*が確認しました/).waitFor()
  await asking.page.getByText(/がのませ、.*が確認しました/).waitFor()
  await page.goto(`${world.url}/staff/nurseries/n01/book`)
  await page.getByRole('button', { name: 'くすり', exact: true }).click()
  await page.getByRole('button', { name: 'お薬の記録から入れる（1人）' }).click()
  await page.getByText('1人のお薬は、お薬の記録から入っています').waitFor()
  const nursery = async () => (await head.get(`/children/${family.child}/contact-book/${day}/nursery`)).body
  const [given] = (await nursery()).revisions.at(-1).page.medicine
  assert.equal(given.text, 'かぜシロップ 5ml')
  assert.ok(given.given_by && given.second && given.given_by !== given.second)
  await assertClean(seen, 'the medicine of the class')
  const row = page.locator(`[data-child="${family.child}"]`)
  const { version } = await nursery()
  await page.getByRole('button', { name: '体温', exact: true }).click()
  await row.getByRole('button', { name: '37.', exact: true }).click()
  await row.getByRole('button', { name: '37.4' }).click()
  await waitFor(async () => (await nursery()).version === version + 1, 'the temperature to be saved')
  assert.equal((await nursery()).revisions.at(-1).page.temps.at(-1).c, 37.4)
  await asking.context.close()
  await seen.context.close()
})
