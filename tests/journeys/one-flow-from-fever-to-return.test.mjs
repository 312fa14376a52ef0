// One household, one record, nothing typed twice: a fever in the contact book leads to a place in a sick-care room, the booking tells the nursery, the
// nursery's card checks the child in, the nursery reads the room's record because the family agreed, and the way back shows which paper is there.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { families } from '../support/families.mjs'
import { addDays, client, clockFile, demo, openMorning, signIn, sql } from '../support/harness.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from '../web/browser.mjs'

let clock
let town
let day
let family
let child
let parent
let head

before(async () => {
  town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '07:30:00'))
  day = clock.instant.slice(0, 10)
  await openWorld({ ...town, clock })
  head = await signIn(world.url, 'head-n01')
  // A child of nursery n01 that sick-care rooms take.
  for (const one of families(world.server)) {
    const me = (await client(world.url, one.cookie).get('/me')).body
    const mine = me.children.length === 1 && me.children[0].nursery_id === 'n01' && me.children[0].sick_rooms.length > 0
    if (mine) [family, child] = [one, me.children[0]]
    if (mine) break
  }
  assert.ok(child, 'a family of the first nursery whose child is registered')
  parent = client(world.url, family.cookie)
})

const onBoard = async (on = day) => (await head.get(`/nurseries/n01/attendance?day=${on}`)).body.children.find(({ child_id: id }) => id === child.id)
const mine = async () => (await parent.get(`/reservations?day=${day}`)).body.reservations[0]
let room
let nurse

test('R-INF-06: 38.4 in the contact book offers the places of today; the request knows the child, the day and the fever, and the booking tells the nursery', async () => {
  const seen = await device({ login: family.login, viewport: PHONE })
  const { page } = seen
  await page.goto(`${world.url}/parent/book?child=${child.id}&day=${day}`)
  await page.waitForSelector('#temp')
  await page.fill('#temp', '38.4')
  const place = page.locator('.sick-place').first()
  await place.waitFor()
  await assertClean(seen, 'the places beside the book')
  room = await place.getAttribute('data-room')
  nurse = await signIn(world.url, `nurse-${room}`)
  await place.getByRole('button').click()
  await page.waitForSelector('#days')
  assert.equal(await page.inputValue('#temperature-0'), '38.4')
  assert.ok(await page.getByRole('radio', { name: '熱', exact: true }).isChecked(), 'the fever is chosen')
  assert.ok(await page.isChecked('#onset-0'), 'it began today')
  for (const open of ['antipyretic-0', 'note-0', 'allergies-0']) await page.check(`#${open}`)
  await page.click('main button[type=submit]')
  await page.waitForSelector('.wish-chosen')
  await page.click('main button[type=submit]')
  await page.waitForSelector('.verdict')
  await page.click('main button[type=submit]')
  await page.getByText('園への欠席の連絡も、この予約と一緒に届きました').waitFor()
  await assertClean(seen, 'a place that told the nursery')
  const { state, absence } = await onBoard()
  assert.deepEqual([state, absence.kind], ['absent', 'sick'])
  const [told] = (await parent.get(`/children/${child.id}/absences?from=${day}&to=${day}`)).body.absences
  assert.deepEqual([told.diagnosis, told.with_booking], ['UNDIAGNOSED_FEVER', true])
  if ((await mine()).state === 'requested') assert.equal((await nurse.post(`/reservations/${(await mine()).id}/decide`, { decision: 'confirm' })).status, 200)
  assert.equal((await mine()).state, 'confirmed')
  await seen.context.close()
})

test('the card of the nursery opens the child’s check-in in the sick-care room; an unknown one opens nothing', async () => {
  clock.set(`${day}T08:40:00.000+09:00`)
  // The doctor's paper is brought and entered; everything else is known.
  assert.equal((await parent.post(`/children/${child.id}/notes`, { issued: day, diagnosis: 'UNDIAGNOSED_FEVER', rest: 'quiet' })).status, 201)
  const seen = await device({ login: `nurse-${room}`, viewport: TABLET })
  const { page } = seen
  await page.goto(`${world.url}/staff/sick-rooms/${room}`)
  await page.fill('#card', '04ffffffffffff')
  await page.keyboard.press('Enter')
  await page.getByText('このカードの予約は').waitFor()
  await page.fill('#card', town.cards.find(({ child_id: id }) => id === child.id).card_uid)
  await page.keyboard.press('Enter')
  await page.locator('dialog h2', { hasText: child.name }).waitFor()
  await assertClean(seen, 'the child whose card it was')
  for (const tick of ['identity', 'note_seen', 'sheet_signed', 'belongings']) if (await page.locator(`#${tick}`).count() > 0) await page.check(`#${tick}`)
  await page.fill('#temperature', '37.6')
  await page.getByRole('button', { name: '受け入れる' }).click()
  await page.locator('.said', { hasText: child.name }).waitFor()
  assert.equal((await mine()).state, 'checked_in')
  assert.equal((await nurse.post(`/reservations/${(await mine()).id}/entries`, { kind: 'meal', text: 'おかゆを半分' })).status, 201)
  await seen.context.close()
})

test('the nursery reads the record once the family agrees; the family sees who read what; the paper that is missing stands on the board until it is there (R-INF-02, R-INF-03)', async () => {
  const seen = await device({ login: family.login, viewport: PHONE })
  const { page } = seen
  await page.goto(`${world.url}/parent/record`)
  await page.getByRole('button', { name: '園が読めるようにする' }).click()
  await page.getByRole('button', { name: '園が読めないようにする' }).waitFor()
  // The doctor has a name for it: told once more where absences are told, and the way back opens there.
  await page.goto(`${world.url}/parent/absence?child=${child.id}&kind=sick`)
  await page.selectOption('#diagnosis', 'STR')
  await page.click('main button[type=submit]')
  await page.locator('.sick-place').first().waitFor()
  const next = addDays(day, 1)
  assert.ok((await onBoard(next)).flags.includes('paper_missing'), 'the sign for staff')
  const staff = await device({ login: 'head-n01', viewport: TABLET })
  await staff.page.goto(`${world.url}/staff/nurseries/n01`)
  await staff.page.locator(`tr[data-child="${child.id}"] .row-button`).click()
  await staff.page.getByText('病気のあとの登園・病児保育室の記録').click()
  await staff.page.getByText('おかゆを半分').waitFor()
  await assertClean(staff, 'the illness and the record of the room')
  // Who fetches today, in two presses from the start page; the board says so.
  const mother = await device({ login: family.login, viewport: PHONE })
  await mother.page.goto(`${world.url}/parent/pickup`)
  await mother.page.locator('section.card .buttons button').first().click()
  await mother.page.getByText('園に届いています').waitFor()
  await assertClean(mother, 'who fetches today')
  await staff.page.locator(`[data-pickup="${child.id}"]`).waitFor()
  await mother.context.close()
  await page.fill('input[id$="-visited"]', day)
  await page.fill('input[id$="-clinic"]', 'つばめ小児科')
  await page.check('input[id$="-fit"]')
  await page.getByRole('button', { name: '園に知らせる' }).click()
  await page.getByText('書類を受け付けました').first().waitFor()
  assert.ok(!(await onBoard(next)).flags.includes('paper_missing'), 'the form is there')
  await page.goto(`${world.url}/parent/record`)
  await page.getByText('病児保育室の1日の記録を読みました').first().waitFor()
  await page.getByText('カードで予約を確かめました').first().waitFor()
  await assertClean(seen, 'who read what')
  await staff.page.goto(`${world.url}/staff/nurseries/n01/infections`)
  await staff.page.getByText('溶連菌').first().waitFor()
  assert.ok(!(await staff.page.locator('main').innerText()).includes(child.name), 'R-INF-05: the illness and the class, never who')
  await assertClean(staff, 'the counters of infections')
  await Promise.all([seen.context.close(), staff.context.close()])
})
