// The whole walk, in browsers on the real server: sign in, see a place go in another tab without a reload, reserve the last one, join the
// waiting list, cancel, and see the waiting family promoted on its open page.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asParent, bookableDays, families, reservation, vacancy } from '../support/families.mjs'
import { waitFor } from '../support/harness.mjs'
import { device, openWorld, showPlace, TABLET, world } from './browser.mjs'

let place
let first
let second

/** Leaves one place: others take the rest. The two families of the walk are kept out of it. */
async function leaveOnePlace(everybody, capacity) {
  let taken = 0
  for (const family of everybody) {
    if (taken === capacity - 1) break
    const answer = await asParent(world.server, family).post('/reservations', reservation(family.child, place.room.id, place.day))
    if (answer.status === 201) taken++
  }
  assert.equal(taken, capacity - 1, 'not enough families to fill the room')
  await waitFor(async () => (await vacancy(world.server, place.room.id, place.day)).remaining === 1, 'the board to show one place')
}

before(async () => {
  await openWorld()
  const [{ day, capacity }] = await bookableDays(world.server, 's01')
  place = { room: { id: 's01' }, day }
  const everybody = families(world.server).filter((family, n, all) => all.findIndex(({ login }) => login === family.login) === n)
  const willing = []
  for (const family of everybody) {
    // Whom the room takes is its own rule: those who get a place give it back.
    const who = asParent(world.server, family)
    const answer = await who.post('/reservations', reservation(family.child, 's01', day))
    if (answer.status !== 201) continue
    await who.post(`/reservations/${answer.body.reservations[0].id}/cancel`)
    willing.push({ ...family, name: (await who.get('/me')).body.children.find(({ id }) => id === family.child).name })
    if (willing.length === 2) break
  }
  [first, second] = willing
  await leaveOnePlace(everybody.filter(({ login }) => login !== first.login && login !== second.login), capacity)
})

async function signInOnPage({ page }, login) {
  await page.goto(`${world.url}/parent/sign-in`)
  await page.fill('#login', login)
  await page.fill('#password', 'tsubame-demo-2026')
  await page.click('button[type=submit]')
  await page.waitForSelector('.child-head')
}

async function reserveOnPage({ page }, name) {
  await page.goto(`${world.url}/parent/reserve?room=${place.room.id}&day=${place.day}`)
  await page.getByRole('radio', { name }).check()
  await page.selectOption('#diagnosis', 'COLD')
  await page.check('#onset')
  await page.fill('#temperature', '38.2')
  await page.check('#antipyretic')
  await page.check('#note')
  await page.check('#allergies')
  await page.click('button[type=submit]')
  await page.waitForSelector('dl.facts')
  await page.click('button[type=submit]')
  return page.waitForSelector('main .stack .notice')
}

test('sign in, see the last place go in another tab, reserve, wait, cancel, and the waiting family is promoted', async () => {
  const watching = await device({ viewport: TABLET })
  await watching.page.goto(`${world.url}/`)
  const link = await showPlace(watching.page, place)
  assert.match(await link.textContent(), /あと少し.*残り1/)

  const one = await device()
  await signInOnPage(one, first.login)
  assert.match(await (await reserveOnPage(one, first.name)).textContent(), /予約確定/)
  await watching.page.waitForFunction((href) => /満室/.test(document.querySelector(`a[href^="${href}"]`)?.textContent), `/parent/reserve?room=${place.room.id}&day=${place.day}`)

  const two = await device()
  await signInOnPage(two, second.login)
  assert.match(await (await reserveOnPage(two, second.name)).textContent(), /空き待ち.*1番目/)
  await two.page.click('a[href="/parent/reservations"]')
  await two.page.getByText('1番目').waitFor()

  await one.page.click('main a[href="/parent/reservations"]')
  await one.page.click('.card button')
  await one.page.click('.button-danger')
  await one.page.waitForSelector('.notice-success')

  await two.page.locator('.card', { hasText: '予約確定' }).waitFor({ timeout: 5000 })
  assert.equal(await two.page.getByText('1番目').count(), 0)
  for (const { page, wrong } of [watching, one, two]) {
    assert.deepEqual(wrong, [])
    assert.equal(await page.evaluate(() => performance.getEntriesByType('navigation').length), 1)
  }
})
