// Two families and somebody who only watches, each with a browser: the last place goes in front of the watcher's eyes, the second family
// waits, the first cancels, and the second is offered the place and takes it. Nobody reloads anything.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { openPage, PHONE } from '../support/browser.mjs'
import { bookableDays, families, reservation, vacancy } from '../support/families.mjs'
import { client, startServer, waitFor } from '../support/harness.mjs'

const ROOM = 's01'
let server
let day
let first
let second
let watcher
let secondPage
let wished

const link = () => `a[href="/parent/reserve?room=${ROOM}&day=${day}"]`

/** Turns the board's pages until the day stands on it; on a phone its button is pressed. */
async function showDay(page) {
  await page.waitForSelector('.board, .day-buttons')
  const button = `.day-button[data-day="${day}"]`
  for (let n = 0; n < 8 && (await page.locator(`${link()}, ${button}`).count()) === 0; n++) {
    const days = await page.locator('.board thead, .day-buttons').textContent()
    await page.getByRole('button', { name: '次の日へ' }).click()
    await page.waitForFunction((old) => (document.querySelector('.board thead, .day-buttons')?.textContent ?? old) !== old, days)
  }
  if ((await page.locator(link()).count()) === 0) await page.locator(button).click()
  await page.locator(link()).waitFor()
  await page.evaluate(() => { globalThis.neverReloaded = true })
}

/** What stands about the place: in the cell of the table, or on a phone around its button. */
const shows = (page, words) => page.waitForFunction(([selector, text]) => {
  const found = document.querySelector(selector)
  return (found?.closest('.place-slot') ?? found)?.textContent.includes(text)
}, [link(), words])

async function reserveOnPhone(page, child) {
  await page.locator(link()).click()
  await page.waitForSelector('#days')
  if (await page.locator('#children').count() > 0) await page.getByRole('checkbox', { name: child.name }).check()
  await page.getByRole('radio', { name: 'かぜ・鼻水' }).check()
  await page.locator('input[name=onset-0]').first().check()
  await page.getByLabel('いまの体温').fill('37.8')
  await page.getByRole('radio', { name: '使っていない' }).check()
  await page.getByRole('radio', { name: 'もらった' }).check()
  await page.getByLabel('アレルギーは登録したときと同じです').check()
  await page.getByRole('button', { name: '次へ：場所を選ぶ' }).click()
  await page.locator('.wish-chosen').waitFor()
  await page.getByRole('button', { name: '次へ：確認する' }).click()
  await page.getByRole('button', { name: '申し込む' }).click()
}

async function signInOnPhone(page, login) {
  await page.goto(`${server.url}/parent/sign-in`)
  await page.locator('#login').fill(login)
  await page.locator('#password').fill('tsubame-demo-2026')
  await page.getByRole('button', { name: 'ログイン', exact: true }).click()
  await page.waitForSelector('.child-head')
}

before(async () => {
  server = await startServer({ children: 60 });
  [{ day }] = await bookableDays(server, ROOM)
  const people = families(server).filter((family, i, all) => all.findIndex(({ login }) => login === family.login) === i)
  for (const family of people.slice(2, 7)) {
    const answer = await client(server.url, family.cookie).post('/reservations', reservation(family.child, ROOM, day))
    assert.equal(answer.body?.reservations?.[0]?.state, 'confirmed', answer.text)
  }
  for (const family of people.slice(0, 2)) {
    const me = (await client(server.url, family.cookie).get('/me')).body
    family.name = me.children.find(({ id }) => id === family.child).name
  }
  [first, second] = people
})

test('somebody who only watches sees one place left', async () => {
  watcher = await openPage(server.url)
  await watcher.goto(server.url)
  await showDay(watcher)
  await shows(watcher, 'あと少し')
})

test('a parent signs in and reserves the last place; the watcher sees it go without a reload', async () => {
  const page = await openPage(server.url, { viewport: PHONE })
  await signInOnPhone(page, first.login)
  await page.goto(server.url)
  await showDay(page)
  await reserveOnPhone(page, first)
  await page.getByRole('heading', { name: '予約が確定しました' }).waitFor()
  await shows(watcher, '満室')
  assert.equal(await watcher.evaluate(() => globalThis.neverReloaded), true)
  first.page = page
})

test('the second family asks for the full room and waits as the first in line', async () => {
  secondPage = await openPage(server.url, { viewport: PHONE })
  await signInOnPhone(secondPage, second.login)
  await secondPage.goto(server.url)
  await showDay(secondPage)
  await shows(secondPage, '満室')
  await reserveOnPhone(secondPage, second)
  await secondPage.getByRole('heading', { name: '空き待ちに入りました' }).waitFor()
  await secondPage.getByText('1番目').first().waitFor()
  await secondPage.getByRole('link', { name: '予約を見る' }).click()
  await secondPage.locator('.reservation-head', { hasText: '空き待ち' }).waitFor()
  await secondPage.evaluate(() => { globalThis.neverReloaded = true })
  await waitFor(async () => /待ち/.test(await watcher.locator(link()).textContent()), 'the watcher to see that one waits', 5000)
})

test('the first family cancels; the second is offered the place without a reload and takes it', async () => {
  const { page } = first
  await page.getByRole('link', { name: '予約を見る' }).click()
  await page.getByRole('button', { name: /^取り消す/ }).first().click()
  await page.getByRole('button', { name: '取り消しを確定する' }).click()
  await page.locator('.notice-success').waitFor()
  await secondPage.locator('.offer').waitFor()
  assert.match(await secondPage.locator('.offer-left').textContent(), /^あと (15分00秒|14分\d\d秒)\d\d:\d\d まで取ってあります$/)
  await secondPage.getByRole('button', { name: '利用する（確定）' }).click()
  await secondPage.locator('.reservation-head', { hasText: '予約確定' }).waitFor()
  assert.equal(await secondPage.evaluate(() => globalThis.neverReloaded), true)
  const asked = async (family) => (await client(server.url, family.cookie).get('/reservations')).body.reservations.find((one) => one.day === day)
  assert.equal((await asked(first)).state, 'cancelled')
  wished = await asked(second)
  assert.equal(wished.state, 'confirmed')
})

test('the room is full again for the watcher, and nobody waits', async () => {
  const { remaining, waitlisted } = await vacancy(server, ROOM, day)
  assert.deepEqual({ remaining, waitlisted }, { remaining: 0, waitlisted: 0 })
  await watcher.waitForFunction((selector) => /満室/.test(document.querySelector(selector)?.textContent) &&
    document.querySelectorAll(`${selector} .cell-line`).length === 0, link())
  assert.equal(await watcher.evaluate(() => globalThis.neverReloaded), true)
})
