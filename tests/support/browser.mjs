// A real Chromium for the journeys: one browser per test file, a fresh profile per person, Japanese and in Tokyo.
import { after } from 'node:test'
import { chromium } from 'playwright-core'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync']
export const PHONE = { width: 360, height: 800 }
export const TABLET = { width: 1024, height: 768 }

let browser

export async function launch() {
  browser ??= await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS })
  return browser
}
export async function closeBrowser() {
  await browser?.close()
  browser = undefined
}
if (process.env.NODE_TEST_CONTEXT) after(closeBrowser)

/** A page of its own device; with a cookie ("session=…") somebody is signed in on it. */
export async function openPage(url, { cookie, viewport = TABLET, timeout = 30_000 } = {}) {
  const context = await (await launch()).newContext({ viewport, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' })
  if (cookie) {
    const [name, value] = cookie.split('=')
    await context.addCookies([{ name, value, url }])
  }
  const page = await context.newPage()
  page.setDefaultTimeout(timeout)
  return page
}
