// A guardian's calendar over the wire, parsed by hand: what stands in it, that it follows, that nobody's name does, and that its address ends.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays, dayOf, demo, sql, startServer } from '../support/harness.mjs'
import { asParent, bookableDays, dayNumber, families, reservation } from '../support/families.mjs'

let server
let family
let parent
before(async () => {
  server = await startServer(demo({ children: 40 }))
  ;[family] = families(server)
  parent = asParent(server, family)
})
after(() => server?.stop())

const path = async () => (await parent.get('/me/calendar')).body.path?.replace('/api/v1', '')
/** RFC 5545: lines are unfolded, then name, parameters and value parted; texts are unescaped. */
function parsed(text) {
  assert.ok(text.endsWith('END:VCALENDAR\r\n'))
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  const events = []
  for (const line of text.replaceAll('\r\n ', '').split('\r\n')) {
    const [, name, parameters, value] = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/.exec(line) ?? []
    if (line === 'BEGIN:VEVENT') events.push({})
    else if (events.length > 0 && name && !['BEGIN', 'END'].includes(name)) events.at(-1)[name + parameters] = value.replaceAll(/\\([,;\\])/g, '$1')
  }
  return events
}

test('a calendar has no address until its owner makes one; then anybody who has it reads it, and it is the same bytes until something changes', async () => {
  assert.equal(await path(), undefined)
  assert.equal((await parent.post('/me/calendar', {})).status, 204)
  const file = await path()
  assert.match(file, /^\/calendar\/[0-9a-f]{32}\.ics$/)
  const first = await server.anyone.get(file)
  assert.equal(first.status, 200)
  assert.equal(first.headers['content-type'], 'text/calendar; charset=utf-8')
  assert.equal((await server.anyone.get(file, { headers: { 'if-none-match': first.headers.etag } })).status, 304)
  assert.equal(sql(server.data, 'SELECT count(*) AS n FROM calendar_feed WHERE public_id LIKE :t OR hex(token_hash) LIKE :t'.replaceAll(':t', `'%${file.slice(10, 42)}%'`))[0].n, 0)
})

test('a place and a closed day come, follow and go under the same number; no child is named; the window is bounded', async () => {
  const file = await path()
  const [{ day }] = await bookableDays(server)
  const made = await parent.post('/reservations', reservation(family.child, 's01', day))
  assert.equal(made.status, 201, made.text)
  const [{ id }] = made.body.reservations
  const mine = async () => parsed((await server.anyone.get(file)).text).find(({ UID }) => UID === `sick-care-${id}@tsubame`)
  const before = await mine()
  assert.ok(['CONFIRMED', 'TENTATIVE'].includes(before.STATUS))
  assert.match(before.DTSTART, new RegExp(`^${addDays(day, -1).replaceAll('-', '')}T2|^${day.replaceAll('-', '')}T0`))
  await parent.post(`/reservations/${id}/cancel`, {})
  const gone = await mine()
  assert.equal(gone.STATUS, 'CANCELLED')
  assert.ok(Number(gone.SEQUENCE) > Number(before.SEQUENCE))
  const today = dayOf(Date.now())
  const closed = [-40, -20, 170, 190].map((n) => addDays(today, n))
  for (const one of closed) sql(server.data, `INSERT INTO site_day (site_id, day, open) SELECT id, ${dayNumber(one)}, 0 FROM site WHERE kind = 1 ON CONFLICT DO NOTHING`, { write: true })
  const { text } = await server.anyone.get(file)
  const days = parsed(text).map((event) => event['DTSTART;VALUE=DATE'])
  assert.deepEqual(closed.map((one) => days.includes(one.replaceAll('-', ''))), [false, true, true, false])
  for (const { name } of sql(server.data, 'SELECT name FROM child')) assert.ok(!text.replaceAll('\r\n ', '').includes(name), name)
})

test('another address ends the first, and ending it ends them all', async () => {
  const first = await path()
  await parent.post('/me/calendar', {})
  const second = await path()
  assert.notEqual(first, second)
  assert.equal((await server.anyone.get(first)).status, 404)
  assert.equal((await server.anyone.get(second)).status, 200)
  assert.equal((await server.anyone.get(second.replace('.ics', ''))).status, 404)
  assert.equal((await parent.del('/me/calendar')).status, 204)
  assert.equal((await server.anyone.get(second)).status, 404)
  assert.equal((await parent.del('/me/calendar')).status, 404)
})
