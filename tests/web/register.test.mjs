// Staff take the month's register from the board of the day, as a file that a spreadsheet opens.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { device, openWorld, PHONE, TABLET, world } from './browser.mjs'

before(openWorld)

for (const [name, viewport] of [['a phone', PHONE], ['a tablet', TABLET]]) {
  test(`R-SHEET-03: the register of the month, or of one class, is a link of the board on ${name}`, async () => {
    const { page, context } = await device({ login: 'head-n01', viewport })
    await page.goto(`${world.url}/staff/nurseries/n01`)
    const link = page.getByRole('link', { name: 'この月の出席簿（CSV）' })
    await link.waitFor()
    const box = await link.boundingBox()
    assert.ok(box.height >= 44 && box.x >= 0 && box.x + box.width <= viewport.width, 'large enough, and inside the page')
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
    assert.match(file.suggestedFilename(), /^register.*\.csv$/)
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n')
    assert.match(lines[0], /^\uFEFF番号,クラス,氏名,1,2,/)
    const children = await page.locator('.attendance [data-child]').count()
    assert.equal(lines.findIndex((line) => line.startsWith(',,出席者数,')), children + 1)
    const [book] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'この月の出席簿（Excel）' }).click()])
    assert.equal(readFileSync(await book.path()).toString('latin1', 0, 2), 'PK')
    await page.locator('.class-filter .chip').nth(2).click()
    assert.match(await link.getAttribute('href'), /class=/)
    await context.close()
  })
}
