// The contact book over HTTP: the ETag that was read stands in If-Match, two who write at once, text of any script, the class page and release.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clockFile, demo, openMorning, signIn, sql, startServer, waitFor } from '../support/harness.mjs'
import { asParent, families } from '../support/families.mjs'
import { png } from '../support/picture.mjs'

let server
let clock
let day
let family
let parent
let head
let child
before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '07:30:00'))
  day = clock.instant.slice(0, 10)
  server = await startServer({ ...town, clock })
  const here = new Map(sql(town.data, "SELECT c.public_id AS id, c.class, c.birth_day FROM child c JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01'")
    .map((row) => [row.id, row]))
  family = families(server).find(({ child: id }) => here.has(id))
  child = here.get(family.child)
  parent = asParent(server, family)
  head = await signIn(server.url, 'head-n01')
})
after(() => server?.stop())

const path = (part) => `/children/${family.child}/contact-book/${day}/${part}`
const setClock = async (time) => {
  const instant = `${day}T${time}.000+09:00`
  clock.set(instant)
  await waitFor(async () => Date.parse((await server.anyone.get('/readyz')).body.now) === Date.parse(instant), `the server's clock at ${instant}`)
}
const first = { headers: { 'if-none-match': '*' } }
const over = (answer) => ({ headers: { 'if-match': answer.headers.etag } })
// A heart with its selector, a family of joiners, a kanji with an ideographic selector, a compatibility kanji, an astral kanji, Devanagari.
const ODD = '❤️ 👨‍👩‍👧 葛󠄀 \uFA19 𠮷 नमस्ते Ｖ'

test('R-CB-02: the ETag of the reading is the If-Match of the writing; without one nothing is written; the second of two sees what the first wrote', async () => {
  const empty = await parent.get(path('home'))
  assert.equal(empty.status, 200)
  assert.deepEqual([empty.body.version, empty.body.state, empty.body.revisions], [0, 'open', []])
  assert.equal((await parent.put(path('home'), { mood: 'good' })).status, 428)
  const written = await parent.put(path('home'), { temp_c: 37.6, comment: ODD }, first)
  assert.equal(written.status, 200, written.text)
  assert.deepEqual([written.body.version, written.body.outcome, written.body.advice], [1, 'saved', 'watch'])
  const read = await parent.get(path('home'))
  assert.equal(read.body.revisions.at(-1).page.comment, ODD)
  assert.equal((await parent.get(path('home'), { headers: { 'if-none-match': read.headers.etag } })).status, 304)
  const second = await parent.put(path('home'), { mood: 'bad' }, first)
  assert.equal(second.status, 412)
  assert.deepEqual([second.body.code, second.body.version, second.body.present.comment], ['CHANGED', 1, ODD])
  assert.equal((await parent.put(path('home'), { temp_c: 38, comment: ODD }, over(read))).body.advice, 'stay_home')
})

test('R-CB-01: a field of no part is refused by name, and a page is never in the log of the database', async () => {
  const wrong = await parent.put(path('home'), { temperature: 36.5 }, first)
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.body.errors, [{ pointer: '/temperature', code: 'UNKNOWN_MEMBER' }])
  assert.equal(sql(server.data, "SELECT count(*) AS n FROM audit WHERE object LIKE '%❤%' OR reason LIKE '%❤%'")[0].n, 0)
})

test('R-CB-04, R-CB-06: staff write down the class, release it at a time, and see on the class page who has not read', async () => {
  await setClock('13:00:00')
  const query = `/nurseries/n01/contact-book?day=${day}&class=${encodeURIComponent(child.class)}`
  const page = await head.get(query)
  assert.equal(page.status, 200, page.text)
  assert.ok(page.body.classes.includes(child.class))
  const mine = (answer) => answer.body.children.find(({ child_id: id }) => id === family.child)
  assert.equal(mine(page).home.page.comment, ODD)
  assert.equal(mine(page).home.advice, 'stay_home')
  const written = await head.put(path('nursery'), { mood: 'good', phrases: ['ate_well'], message: ODD }, first)
  assert.equal(written.body.state, 'draft')
  assert.deepEqual((await parent.get(path('nursery'))).body.revisions, [])
  const scheduled = await head.post(`/nurseries/n01/contact-book/${day}/release`, { children: [family.child], at: `${day}T16:00:00+09:00` })
  assert.deepEqual([scheduled.body.scheduled, scheduled.body.released], [1, 0])
  await setClock('16:00:01')
  await waitFor(async () => mine(await head.get(query)).nursery.state === 'released', 'the agenda to release the page')
  assert.ok(mine(await head.get(query)).unread > 0)
  assert.equal((await parent.get(path('nursery'))).body.revisions.at(-1).page.message, ODD)
  const readers = (await head.get(path('nursery'))).body.readers
  assert.equal(readers.filter(({ read_at: at }) => at !== null).length, 1)
})

test('R-CB-07: a photo is taken in, stripped, shown by a link that ends, and only to whom it is for', async () => {
  const photos = path('photos')
  const as = (type) => ({ headers: { 'content-type': type } })
  const refused = await head.post(photos, png(), as('image/png'))
  assert.deepEqual([refused.status, refused.body.code], [409, 'PHOTO_NO_CONSENT'])
  assert.deepEqual((await parent.get(`/children/${family.child}/photo-consent`)).body, { agreed: false, agreed_at: null })
  assert.equal((await parent.post(`/children/${family.child}/photo-consent`, { agreed: true })).status, 204)
  // Whatever it is called, what it is decides; and each refusal is a sentence.
  for (const [bytes, type, status, code] of [
    [Buffer.from('GIF89a'), 'image/gif', 422, 'PICTURE_UNKNOWN'], [Buffer.from('<svg onload="x"/>'), 'image/jpeg', 422, 'PICTURE_UNKNOWN'],
    [Buffer.from('%PDF-1.7'), 'image/png', 422, 'PICTURE_UNKNOWN'], [png().subarray(0, 90), 'image/png', 422, 'PICTURE_BROKEN'],
    [png(4, 4), 'image/png', 422, 'PICTURE_TINY'], [png(), 'application/pdf', 415, 'NOT_PICTURE'], [Buffer.alloc(0), 'image/png', 422, 'PICTURE_EMPTY'],
  ]) {
    const answer = await head.post(photos, bytes, as(type))
    assert.deepEqual([answer.status, answer.body.code], [status, code])
    assert.ok(answer.body.title !== code && answer.body.detail.length > 5, answer.text)
  }
  // Too large for the one buffer of small bodies, with a place written beside the points.
  const taken = png(700, 500, [30, 120, 60], [['tEXt', 'Comment\0TAKEN-AT-HOME'], ['tEXt', `Padding\0${'x'.repeat(1_500_000)}`]])
  const key = { key: 'photo-once', ...as('image/png') }
  const added = await head.post(photos, taken, key)
  assert.equal(added.status, 201, added.text)
  assert.deepEqual((await head.post(photos, taken, key)).body, added.body)
  const seen = (await parent.get(path('nursery'))).body.photos
  assert.deepEqual(seen.map(({ id, width, height }) => [id, width, height]), [[added.body.id, 700, 500]])
  assert.equal(seen[0].children, undefined)
  const bytes = async (link, cookie) => {
    const answer = await fetch(server.url + link, { headers: cookie ? { cookie } : {} })
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  for (const size of ['small', 'large']) {
    const got = await bytes(seen[0][size], parent.cookie)
    assert.equal(got.status, 200)
    assert.deepEqual([got.headers.get('content-type'), got.headers.get('cache-control')], ['image/jpeg', 'private, no-store'])
    assert.equal(got.bytes.subarray(0, 3).toString('hex'), 'ffd8ff')
    assert.ok(!got.bytes.includes('TAKEN-AT-HOME'))
    if (size === 'small') assert.ok(got.bytes.length <= 20_000)
  }
  const other = asParent(server, families(server).find(({ child: id }) => id !== family.child))
  assert.equal((await bytes(seen[0].large, other.cookie)).status, 404)
  assert.equal((await bytes(seen[0].large)).status, 401)
  assert.equal((await bytes(seen[0].large.replace('link=2', 'link=1'), parent.cookie)).status, 404)
  assert.equal(sql(server.data, `SELECT count(*) AS n FROM audit WHERE action IN ('read_photo', 'read_small_photo') AND object = 'child:${family.child}'`)[0].n, 2)
  await setClock('16:12:00')
  assert.equal((await bytes(seen[0].large, parent.cookie)).status, 404)
  const again = (await parent.get(path('nursery'))).body.photos
  assert.equal((await bytes(again[0].large, parent.cookie)).status, 200)
  const whole = await parent.get(`/children/${family.child}/contact-book?from=${day}&to=${day}`)
  assert.deepEqual(whole.body.days.map(({ photos: some }) => some.map(({ id }) => id)), [[added.body.id]], 'R-CB-09: the whole book has it too')
  assert.equal((await head.del(`/photos/${added.body.id}`)).status, 204)
  assert.equal((await bytes(again[0].large, parent.cookie)).status, 404)
  assert.equal((await parent.get(path('nursery'))).body.photos, undefined)
})

test('R-INF-03: a paper is handed in as a photo and seen by the nursery alone; what is no picture, or not asked for, is refused in words', async () => {
  const as = (type) => ({ headers: { 'content-type': type } })
  const report = async (diagnosis, on) => (await parent.post(`/children/${family.child}/absences`, { from: on, to: on, kind: 'sick', diagnosis })).body.id
  const papers = (id) => `/children/${family.child}/absences/${id}/papers`
  const measles = papers(await report('MEA', day))
  const pdf = await parent.post(measles, Buffer.from('%PDF-1.7'), as('application/pdf'))
  assert.deepEqual([pdf.status, pdf.body.code], [415, 'NOT_PICTURE'])
  assert.match(pdf.body.detail, /JPEG.*PNG.*WebP/)
  assert.equal((await parent.post(measles, png(300, 400), as('image/png'))).status, 201)
  const [paper] = (await head.get(measles)).body.papers
  const got = await fetch(server.url + paper.large, { headers: { cookie: head.cookie } })
  assert.deepEqual([got.status, got.headers.get('cache-control')], [200, 'private, no-store'])
  assert.equal((await fetch(server.url + paper.large, { headers: { cookie: parent.cookie } })).status, 404, 'a link is one person’s')
  const other = asParent(server, families(server).find(({ child: id }) => id !== family.child))
  assert.equal((await other.get(measles)).status, 404)
  assert.equal((await (await signIn(server.url, 'sickroom-s01')).get(measles)).status, 403)
  assert.equal((await head.del(`/photos/${paper.id}`)).status, 404, 'what the family handed in is not the staff’s to take away')
  assert.equal((await parent.del(`/photos/${paper.id}`)).status, 204)
  assert.deepEqual((await head.get(measles)).body.papers, [])
})

test('R-NTC-01, R-REG-11: words to the nursery keep their script, come once, are told live, and are nothing to whom staff hide something', async () => {
  const talk = `/children/${family.child}/talk`
  for (const [text, code] of [['', 'MISSING'], [' \n　', 'MISSING'], ['\u001b[31m', 'BAD_FORMAT'], [`a${'\n'.repeat(201)}`, 'TOO_LONG'], ['あ'.repeat(1001), 'TOO_LONG']]) {
    const refused = await parent.post(talk, { text })
    assert.equal(refused.status, 422, text)
    assert.deepEqual(refused.body.errors, [{ pointer: '/text', code }])
  }
  const live = await head.sse('attendance:n01')
  const written = await parent.post(talk, { text: ODD }, { key: 'talk-once' })
  assert.equal(written.status, 201)
  assert.equal((await parent.post(talk, { text: ODD }, { key: 'talk-once' })).body.id, written.body.id)
  await live.next((event) => event.event === 'attendance:n01')
  live.close()
  const waits = (await head.get('/nurseries/n01/talks')).body.children
  assert.deepEqual([waits[0].child_id, waits[0].unread, waits[0].last_side], [family.child, 1, 'family'])
  const read = await head.get(talk)
  assert.deepEqual(read.body.words.map((one) => [one.text, one.side, one.mine, one.read_at]), [[ODD, 'family', false, null]])
  assert.equal((await head.get(talk, { headers: { 'if-none-match': read.headers.etag } })).status, 304)
  assert.equal((await head.post(`${talk}/read`, { through: written.body.id })).status, 204)
  assert.ok((await parent.get(talk)).body.words[0].read_at)
  const me = (await parent.get('/me')).body.id
  const { version } = (await head.get(`/children/${family.child}/guardians`)).body.guardians.find(({ id }) => id === me)
  const limited = await head.put(`/guardians/${me}/children/${family.child}/limits`, { hides: ['addresses'] }, { headers: { 'if-match': `"${version}"` } })
  assert.equal(limited.status, 200, limited.text)
  assert.deepEqual([(await parent.get(talk)).status, (await parent.post(talk, { text: 'a' })).status], [404, 404])
  assert.ok((await parent.get('/me/talks')).body.children.every((one) => one.child_id !== family.child))
})
