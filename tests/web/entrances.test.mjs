// The head's pages of entrances and cards: how each box is, a new one paired by code and number, and cards that the entrance knows within seconds.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePort, program, signIn, start, startGateway, startTown, tempFolder, waitFor } from '../support/harness.mjs'
import { assertClean, device, openBrowser, PHONE, TABLET, world } from './browser.mjs'

let town
let gate

before(async () => {
  town = await startTown({ children: 60, morning: '08:00:00' })
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the box to know its children')
  world.url = town.server.url
  await openBrowser()
})
after(async () => {
  await gate?.stop()
  await town?.server.stop()
  await town?.broker.stop()
})

const rosters = () => gate.log().filter(({ event }) => event === 'roster').length
const settled = async (act) => {
  const had = rosters()
  await act()
  await waitFor(() => rosters() > had, 'the entrance to get the new list', 8000)
}

test('the head sees how the entrance is, pairs a second one by code and number, and ends it', async () => {
  const seen = await device({ login: 'head-n01', viewport: TABLET })
  const { page } = seen
  await page.goto(`${world.url}/staff/nurseries/n01/entrances`)
  const first = page.locator('li.card', { hasText: 'gate-1' })
  await first.getByText('動いています').waitFor()
  assert.match(await first.innerText(), /未送信 0件[\s\S]*時計は合っています/)
  await assertClean(seen, 'the entrances')
  await page.fill('#name', 'n01-east')
  await page.keyboard.press('Enter')
  const code = await page.locator('.big-code').innerText()
  assert.match(code, /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  const box = start(program('tsubame-gateway'), ['--pair', code, '--server', world.url, '--config', join(tempFolder('tsubame-box'), 'box.json')])
  const number = await waitFor(() => box.log().match(/^check (\d{3} \d{3})$/m)?.[1], 'the box to show its number')
  await page.getByText('同じ番号が出ていますか').waitFor()
  assert.equal(await page.locator('.big-code').innerText(), number)
  await page.setViewportSize(PHONE)
  await assertClean(seen, 'the number')
  await page.getByRole('button', { name: '同じです' }).click()
  await page.getByText('端末を使い始めました').waitFor()
  assert.equal((await box.exited).code, 0)
  const second = page.locator('li.card', { hasText: 'n01-east' })
  await second.getByText('まだ連絡がありません').waitFor()
  await second.getByRole('button', { name: 'この端末を終わりにする' }).click()
  await second.getByRole('button', { name: '終わりにする', exact: true }).click()
  await second.getByText('終わりました').waitFor()
  await seen.context.close()
})

test('R-SEC-04: a box without a keyboard becomes an entrance on its own screen: the code by touch, one number on both, and the clock comes', async () => {
  const port = await freePort()
  const head = await signIn(world.url, 'head-n01')
  const made = await head.post('/pairings', { site_id: 'n01', gateway: 'gate-3' })
  const { code } = (await head.get(`/pairings/${made.body.id}`)).body
  const folder = tempFolder('tsubame-screen')
  const box = start(program('tsubame-gateway'), ['--config', join(folder, 'box.json'), '--data', join(folder, 'data'), '--server', world.url, '--screen', `127.0.0.1:${port}`,
    '--reader', `wedge:${join(folder, 'none')}`, '--clock-file', town.clock.path], { folder })
  await waitFor(() => box.log().includes('pairing_screen'), 'the screen to open')
  const server = world.url
  world.url = `http://127.0.0.1:${port}` // the page knows the box alone
  const seen = await device({ viewport: TABLET })
  const { page } = seen
  await page.goto(`${world.url}/`)
  await page.getByRole('button', { name: 'つなぐ' }).waitFor()
  await assertClean(seen, 'the box that is no entrance yet')
  const press = async (signs) => {
    for (const sign of signs.replaceAll('-', '')) await page.locator('.gate-keys').getByRole('button', { name: sign, exact: true }).click()
    await page.getByRole('button', { name: 'つなぐ' }).click()
  }
  await press('2222-2222-2223')
  await page.getByText('このコードではつながりません').waitFor()
  for (let i = 0; i < 12; i++) await page.getByRole('button', { name: '1文字消す' }).click()
  await press(code)
  const number = await page.locator('.gate-time').innerText()
  await assertClean(seen, 'the number')
  assert.equal((await head.get(`/pairings/${made.body.id}`)).body.number, number)
  assert.equal((await head.post(`/pairings/${made.body.id}/confirm`, { number })).status, 200)
  await page.waitForSelector('.gate-clock')
  await seen.context.close()
  world.url = server
  box.signal('SIGTERM')
  await box.exited
})

test('R-REG-11: the head limits what one guardian of a child of her nursery sees', async () => {
  const seen = await device({ login: 'head-n01', viewport: PHONE })
  const { page } = seen
  await page.goto(`${world.url}/staff/nurseries/n01/alarms`)
  assert.ok(await page.locator('.ways li').count() <= 4, 'a thumb reaches every way, and they cover nothing')
  await page.getByRole('link', { name: 'メニュー' }).click()
  await page.locator('.menu').first().waitFor()
  await assertClean(seen, 'the menu')
  await page.locator('.menu').getByRole('link', { name: '保護者ごとの表示の制限' }).click()
  await page.selectOption('#child', { index: 1 })
  await page.getByRole('button', { name: '変える' }).first().click()
  await page.getByRole('checkbox', { name: 'お迎えの人' }).check()
  await assertClean(seen, 'the limits')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('見えないもの：お迎えの人').waitFor()
  await seen.context.close()
})

test('R-ATT-05, R-SEC-07: a card is given out by typing its number, opens within seconds, is lost, and a code is printed', async () => {
  const seen = await device({ login: 'head-n01', viewport: PHONE })
  const { page } = seen
  const number = '04E1E2E3E4E5E6'
  await page.goto(`${world.url}/staff/nurseries/n01/cards`)
  const boxes = page.locator('#issue ~ form input[type=checkbox]')
  await boxes.first().waitFor()
  await assertClean(seen, 'the cards')
  await page.getByRole('button', { name: 'このカードを渡す' }).click()
  assert.equal(await page.locator('.field-wrong').count(), 2, 'whose, and which')
  await boxes.nth(0).check()
  await page.fill('#number', number)
  await settled(() => page.keyboard.press('Enter'))
  await page.getByText('カードを渡せます').waitFor()
  assert.equal((await gate.chimed(number)).said, 'arrive')
  const card = page.locator('li.card').first()
  await settled(() => card.getByRole('button', { name: 'なくしたので止める' }).click())
  await card.getByText('に止めました').waitFor()
  assert.equal((await gate.chimed(number)).said, 'unknown')
  // By touch: whose, "touched at the entrance", the card, "give": three taps; its replacement two.
  const [touched, other] = ['04F1F2F3F4F5F6', '04F1F2F3F4F5F7']
  await boxes.nth(0).check()
  await page.getByRole('button', { name: '入口でタッチしたカードを渡す' }).click()
  await assertClean(seen, 'waiting for a card')
  assert.equal((await gate.chimed(touched)).said, 'unknown')
  const rosters = () => gate.log().filter(({ event }) => event === 'roster').length
  const give = async () => {
    const before = rosters()
    await settled(() => page.getByRole('button', { name: /^このカードを.*に渡す$/ }).click())
    await page.getByText('カードを渡せます').waitFor()
    await waitFor(() => rosters() > before, 'the entrance to know it', 8000, 20)
  }
  await give()
  assert.notEqual((await gate.chimed(touched)).said, 'unknown')
  await card.getByRole('button', { name: 'なくしたので新しいカードにする' }).click()
  await page.locator('#touch').waitFor()
  assert.equal((await gate.chimed(other)).said, 'unknown')
  await give()
  assert.notEqual((await gate.chimed(other)).said, 'unknown')
  assert.equal((await gate.chimed(touched)).said, 'unknown', 'the lost one ended in the same moment')
  await boxes.nth(1).check()
  await page.getByRole('button', { name: '印刷するコードを作る' }).click()
  await page.locator('svg.qr').waitFor()
  await page.setViewportSize(TABLET)
  await assertClean(seen, 'a printed code')
  await seen.context.close()
})
