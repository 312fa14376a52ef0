// GET /live: who may listen to what, what comes, what a reconnecting client gets, and where it ends.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { request, signIn, sse, startServer, tempFolder, waitFor } from '../support/harness.mjs'
import { asParent, bookableDays, families, reservation } from '../support/families.mjs'

let server
let people
const open = []
before(async () => {
  server = await startServer({ children: 60 })
  people = families(server)
})
after(async () => {
  open.forEach((stream) => stream.close())
  await server?.stop()
})

const listen = async (topics, options) => {
  const stream = await sse(server.url, topics, options)
  open.push(stream)
  return stream
}
const book = async (family) => {
  const [{ day }] = await bookableDays(server)
  const answer = await asParent(server, family).post('/reservations', reservation(family.child, 's01', day))
  assert.equal(answer.status, 201, answer.text)
  return { day, id: answer.body.reservations[0].id }
}

test('anyone hears of vacancies: exactly the room and day that changed, whole', async () => {
  const stream = await listen('vacancies')
  assert.equal(stream.status, 200)
  assert.match(stream.headers['content-type'], /^text\/event-stream/)
  assert.equal(stream.headers['x-accel-buffering'], 'no')
  assert.equal(stream.headers['cache-control'], 'no-store')
  const { day } = await book(people[0])
  const event = await stream.next(({ event }) => event === 'vacancies')
  assert.match(event.id, /^\d+$/)
  assert.equal(event.data.version, Number(event.id))
  assert.deepEqual(event.data.sick_rooms.map(({ id, days }) => [id, days.map((one) => one.day)]), [['s01', [day]]])
  const { body } = await server.anyone.get(`/vacancies?from=${day}&days=1`)
  assert.deepEqual(event.data.sick_rooms[0].days[0].slots, body.sick_rooms.find(({ id }) => id === 's01').days[0].slots)
})

test('a household hears of its own reservations and of nobody else\'s', async () => {
  const mine = await listen('household', { cookie: people[1].cookie })
  const other = await listen('household', { cookie: people[2].cookie })
  await book(people[1])
  const event = await mine.next(({ event }) => event === 'household')
  assert.equal(event.data.version, Number(event.id))
  await book(people[2])
  const theirs = await other.next(({ event }) => event === 'household')
  assert.ok(Number(theirs.id) > Number(event.id), 'the first one it hears is its own')
  assert.equal(other.events.filter(({ event }) => event === 'household').length, 1)
  assert.equal(mine.events.filter(({ event }) => event === 'household').length, 1)
})

test('one stream may carry several topics', async () => {
  const stream = await listen(['vacancies', 'household'], { cookie: people[3].cookie })
  await book(people[3])
  await stream.next(({ event }) => event === 'household')
  await waitFor(() => stream.events.some(({ event }) => event === 'vacancies'), 'the vacancies on the same stream')
})

test('each topic is given only to who may read it', async () => {
  const staff = (await signIn(server.url, 'teacher-n01')).cookie
  const parent = people[0].cookie
  const ward = (await signIn(server.url, 'ward')).cookie
  const ask = async (topics, cookie) => {
    const answer = await probe(topics, cookie)
    return answer.code ? `${answer.status} ${answer.code}` : `${answer.status}`
  }
  assert.equal(await ask('household'), '401 SIGN_IN')
  assert.equal(await ask('attendance:n01'), '401 SIGN_IN')
  assert.equal(await ask('attendance:n01', parent), '403 DENIED')
  assert.equal(await ask('attendance:n01', ward), '403 DENIED')
  assert.equal(await ask('household', staff), '403 DENIED')
  assert.equal(await ask('attendance:n02', staff), '404 NOT_FOUND')
  assert.equal(await ask('attendance:n99', staff), '404 NOT_FOUND')
  assert.equal(await ask('vacancies,attendance:n02', staff), '404 NOT_FOUND')
  assert.equal(await ask('attendance:n01', staff), '200')
  assert.equal(await ask('vacancies,attendance:n01', staff), '200')
  assert.equal(await ask('alarms:n01'), '401 SIGN_IN')
  assert.equal(await ask('alarms:n01', parent), '403 DENIED')
  assert.equal(await ask('alarms:n02', staff), '404 NOT_FOUND')
  assert.equal(await ask('alarms:n01', staff), '200')
  assert.equal(await ask('weather'), '422 INVALID')
  assert.equal(await ask(''), '422 INVALID')
})

async function probe(topics, cookie) {
  const stop = new AbortController()
  const answer = await fetch(`${server.url}/api/v1/live?topics=${topics}`, { headers: cookie ? { cookie } : {}, signal: stop.signal })
  const code = answer.status === 200 ? undefined : (await answer.json()).code
  stop.abort()
  return { status: answer.status, code }
}

test('who reconnects gets what was missed, once, in order', async () => {
  const first = await listen('vacancies')
  await book(people[4])
  const seen = await first.next(({ event }) => event === 'vacancies')
  first.close()
  const ids = []
  const witness = await listen('vacancies')
  for (const family of people.slice(5, 8)) {
    await book(family)
    ids.push((await witness.next(({ event }) => event === 'vacancies')).id)
  }
  const back = await listen('vacancies', { lastEventId: seen.id })
  for (const id of ids) assert.equal((await back.next(({ event }) => event === 'vacancies')).id, id)
  assert.equal(back.events.filter(({ event }) => event === 'resync').length, 0)
})

test('who comes back with an id that the server does not know is told to fetch afresh', async () => {
  for (const lastEventId of ['1', '999999999999999999', 'nonsense', '-5']) {
    const stream = await listen('vacancies', { lastEventId })
    const event = await stream.next()
    assert.equal(event.event, 'resync', lastEventId)
    assert.match(event.id, /^\d+$/)
    stream.close()
  }
})

test('a restarted server recognises ids of its earlier life as such', async () => {
  const stream = await listen('vacancies')
  await book(people[8])
  const { id } = await stream.next(({ event }) => event === 'vacancies')
  await server.stop()
  await server.restart()
  const back = await listen('vacancies', { lastEventId: id })
  assert.equal((await back.next()).event, 'resync')
})

test('signing out ends the streams of the account', async () => {
  const { login } = people[9]
  const parent = await signIn(server.url, login)
  const stream = await listen('household', { cookie: parent.cookie })
  await parent.del('/session')
  await waitFor(() => stream.ended, 'the stream to end', 5000)
})

test('above the cap a stream is refused with 503 and the seconds to wait, and others are served', async () => {
  const conf = join(tempFolder('tsubame-cap'), 'tsubame.conf')
  writeFileSync(conf, '[server]\nstreams_max = 5\n')
  await server.stop()
  const small = await startServer({ ...server, data: server.data, args: ['--config', conf] })
  const streams = []
  try {
    for (let i = 0; i < 5; i++) streams.push(await sse(small.url, 'vacancies'))
    const refused = await request(`${small.url}/api/v1/live?topics=vacancies`)
    assert.equal(refused.status, 503)
    assert.equal(refused.body.code, 'STREAMS_FULL')
    assert.ok(Number(refused.headers['retry-after']) >= 1)
    assert.equal((await request(`${small.url}/api/v1/vacancies`)).status, 200)
    assert.equal((await request(`${small.url}/readyz`)).body.streams, 5)
    streams.pop().close()
    // A client that left is noticed at the next write: the heartbeat at the latest.
    await waitFor(async () => (await probeAt(small.url)) === 200, 'a place to become free', 20_000, 200)
  } finally {
    streams.forEach((stream) => stream.close())
    await small.stop()
    await server.restart()
  }
})

async function probeAt(url) {
  const stop = new AbortController()
  const answer = await fetch(`${url}/api/v1/live?topics=vacancies`, { signal: stop.signal })
  stop.abort()
  return answer.status
}

test('two hundred streams all hear of a change, and a stalled one delays nobody', async () => {
  const streams = await Promise.all(Array.from({ length: 200 }, () => listen('vacancies')))
  const stalled = await stall()
  await book(people[20])
  const events = await Promise.all(streams.map((stream) => stream.next(({ event }) => event === 'vacancies')))
  assert.equal(events.length, 200)
  assert.equal(new Set(events.map(({ id }) => id)).size, 1)
  stalled.destroy()
})

async function stall() {
  const { default: net } = await import('node:net')
  const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1')
  await new Promise((go) => socket.once('connect', go))
  socket.write('GET /api/v1/live?topics=vacancies HTTP/1.1\r\nHost: localhost\r\n\r\n')
  socket.pause()
  return socket
}
