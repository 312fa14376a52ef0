// Every page, in both languages, on a phone and on a tablet: no accessibility violation, no other host, no policy violation, not too wide.
import { after, before, describe, test } from 'node:test'
import { assertClean, cancel, device, familyFor, freePlaces, openWorld, PHONE, TABLET, tell, world } from './browser.mjs'

let family

before(async () => {
  await openWorld()
  const places = await freePlaces()
  const [place] = places
  family = await familyFor(place)
  family.place = place
  family.other = places.find((one) => one.room.id === place.room.id && one.day > place.day)
})

const PARENT = {
  'the public board': async (page) => { await page.goto(`${world.url}/`); await page.waitForSelector('.board, .day-buttons') },
  'a family’s first page': async (page) => { await page.goto(`${world.url}/parent/`); await page.waitForSelector('.child-head') },
  'the reserve form': async (page) => { await page.goto(reserveAddress()); await page.waitForSelector('#days') },
  'the reserve form with every error': async (page) => { await page.goto(reserveAddress()); await page.waitForSelector('#days'); await page.click('main button[type=submit]'); await page.waitForSelector('.summary') },
  'the rooms with what each would say': async (page) => { await page.goto(reserveAddress(1)); await tell(page); await page.click('main button[type=submit]'); await page.waitForSelector('.wish') },
  'the request looked over': async (page) => { await page.goto(reserveAddress(1)); await tell(page); await page.click('main button[type=submit]'); await page.waitForSelector('.wish-chosen'); await page.click('main button[type=submit]'); await page.waitForSelector('dl.facts .day-title') },
  'my reservations, about to cancel': async (page) => { await page.goto(`${world.url}/parent/reservations`); await page.click('.actions button'); await page.waitForSelector('.confirm-panel') },
  'the absence form': async (page) => { await page.goto(`${world.url}/parent/absence`); await page.waitForSelector('#kind'); await page.check('#kind-late'); await page.check('#when-days') },
  'the absence form with errors': async (page) => { await page.goto(`${world.url}/parent/absence`); await page.click('button[type=submit]'); await page.waitForSelector('.summary') },
  'the registrations': async (page) => { await page.goto(`${world.url}/parent/registration`); await page.waitForSelector('[data-child] .pill') },
  'a registration’s household with errors': async (page) => { await page.goto(`${world.url}/parent/registration`); await page.click('[data-child] a.button'); await page.waitForSelector('#guardians-0-name'); await page.click('main button[type=submit]'); await page.waitForSelector('.summary') },
  'a registration’s child': async (page) => { await page.goto(`${page.url().split('&')[0]}&step=child`); await page.waitForSelector('#allergic'); await page.check('#allergic-yes'); await page.click('#vaccinations-add') },
  'the addresses': async (page) => { await page.goto(`${world.url}/parent/contacts`); await page.waitForSelector('#address') },
  'an address that does not exist': async (page) => { await page.goto(`${world.url}/parent/nothing`); await page.waitForSelector('main .button') },
}
/** The place that was taken for these pages, or one of the same room on another day. */
const reserveAddress = (n = 0) => `${world.url}/parent/reserve?room=${family.place.room.id}&day=${(n === 0 ? family.place : family.other).day}`

const NURSERY = {
  'the nursery’s board': async (page) => { await page.goto(`${world.url}/staff/`); await page.waitForSelector('.attendance') },
  'the correction dialog': async (page) => { await page.goto(`${world.url}/staff/`); await page.click('.row-button'); await page.click('dialog[open] .press-more summary'); await page.waitForSelector('dialog[open] #reason') },
  'an absence told by telephone': async (page) => { await page.click('dialog[open] .press-row button[aria-expanded]'); await page.waitForSelector('dialog[open] .press-kinds') },
  'the correction dialog with a time missing': async (page) => { await page.fill('dialog[open] #at', ''); await page.click('dialog[open] .press-first'); await page.waitForSelector('dialog[open] #at-error') },
  'the roll call': async (page) => { await page.goto(`${world.url}/staff/`); await page.click('.chip-open'); await page.waitForSelector('.chip-open[aria-pressed=true]') },
}

const ROOM = {
  'the sick room’s day': async (page) => { await page.goto(`${world.url}/staff/sick-rooms/${family.place.room.id}?day=${family.place.day}`); await page.waitForSelector('.row-card') },
  'a child of the day': async (page) => { await page.click('.row-open'); await page.waitForSelector('dialog[open] .facts') },
  'what the day can hold': async (page) => { await page.keyboard.press('Escape'); await page.click('.room-head button'); await page.waitForSelector('dialog[open] #nurses') },
}
const WARD = {
  'all rooms': async (page) => { await page.goto(`${world.url}/staff/`); await page.waitForSelector('.ward') },
  'the month in figures': async (page) => { await page.goto(`${world.url}/staff/ward/figures`); await page.waitForSelector('.figures-sum') },
  'the registrations of a state': async (page) => { await page.goto(`${world.url}/staff/registrations?state=approved`); await page.waitForSelector('.queue-row') },
  'a registration opened': async (page) => { await page.click('.queue-row a'); await page.waitForSelector('#history') },
  'the counter’s form': async (page) => { await page.goto(`${world.url}/staff/households/new`); await page.waitForSelector('#c0-name'); await page.click('#child-add') },
}
const NOBODY = {
  'the sign-in page': async (page) => { await page.goto(`${world.url}/parent/sign-in`); await page.waitForSelector('#login') },
  'the sign-in page with errors': async (page) => { await page.goto(`${world.url}/parent/sign-in`); await page.click('button[type=submit]'); await page.waitForSelector('.summary') },
  'the page for a code': async (page) => { await page.goto(`${world.url}/parent/claim`); await page.waitForSelector('#code') },
  'the staff’s sign-in page': async (page) => { await page.goto(`${world.url}/staff/sign-in`); await page.waitForSelector('#login') },
}

// A page is walked to once in each language and then looked at as it stands: on the phone, in the dark, and on the tablet.
async function everyLook(seen, language, name) {
  const { page } = seen
  await page.setViewportSize(PHONE)
  await assertClean(seen, `${name} on a phone`)
  if (language === 'ja') {
    await page.emulateMedia({ colorScheme: 'dark' })
    await assertClean(seen, `${name} in the dark`, ['color-contrast'])
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await page.setViewportSize(TABLET)
  // What a screen reader is told does not change with the width; where things stand does, and the words are wider in one language.
  await assertClean(seen, `${name} on a tablet`, language === 'ja' ? undefined : ['target-size'])
  await page.setViewportSize(PHONE)
}

for (const language of ['ja', 'en']) {
  describe(`in ${language}`, () => {
    for (const [login, pages] of [['family', PARENT], ['teacher-n01', NURSERY], ['room', ROOM], ['ward', WARD], [undefined, NOBODY]]) {
      let seen
      for (const [name, walk] of Object.entries(pages)) {
        test(`${name} is clean`, async () => {
          seen ??= await device({ login: login === 'family' ? family.login : login === 'room' ? `sickroom-${family.place.room.id}` : login, language, viewport: PHONE })
          await walk(seen.page)
          await everyLook(seen, language, name)
        })
      }
      after(() => seen?.context.close())
    }
  })
}

test('the place taken for these pages is given back', async () => {
  const answer = await cancel(family)
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
})
