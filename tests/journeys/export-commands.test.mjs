// What the ward takes away: sheets that spreadsheets open, and open data that give nobody away.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { before, test } from 'node:test'
import { demo, program, run, sql, startServer } from '../support/harness.mjs'

const MONTH = '2026-03'
const day = (n) => Date.parse(`2026-03-${String(n).padStart(2, '0')}T00:00:00Z`) / 86_400_000
let data
let server
const raw = (word, ...more) => execFileSync(program('tsubame'), ['export', word, '--data', data, '--month', MONTH, ...more])
const lines = (word, ...more) => raw(word, ...more).toString('utf8').replace(/^\uFEFF/, '').trim().split('\r\n')

before(async () => {
  data = demo({ children: 60, sessions: false }).data
  // A past month as it would stand there: of s01 two children came, of s02 six; one of s02 was called off on the day itself.
  const rows = []
  const one = (site, n, child, events) => {
    const id = rows.length + 1
    rows.push(`INSERT OR IGNORE INTO sick_day (site_id, day, capacity, version) SELECT id, ${day(n)}, 12, 1 FROM site WHERE public_id = '${site}';
      INSERT INTO reservation (id, public_id, child_id, site_id, day, slot, segments, state, account_id, channel, condition, version, created_ms, changed_ms)
      SELECT ${id}, 'past-${id}', (SELECT id FROM child ORDER BY id LIMIT 1 OFFSET ${child}), id, ${day(n)}, 'day', 1, ${events.at(-1)[1]},
        (SELECT min(id) FROM account), 1, x'00', 1, 0, 0 FROM site WHERE public_id = '${site}';
      ${events.map(([from, to, cause, at]) => `INSERT INTO reservation_event (reservation_id, at_ms, from_state, to_state, cause) VALUES (${id}, ${at ?? day(n) * 86_400_000}, ${from}, ${to}, ${cause});`).join('\n')}`)
  }
  const came = [[0, 2, 0], [2, 8, 13], [8, 9, 14]]
  for (let i = 0; i < 2; i++) one('s01', 2 + i, i, came)
  for (let i = 0; i < 6; i++) one('s02', 2 + i % 4, 10 + i, came)
  one('s02', 3, 20, [[0, 2, 0], [2, 7, 7, day(3) * 86_400_000 - 9 * 3_600_000 + 7 * 3_600_000]])
  rows.push(`INSERT INTO fee (public_id, reservation_id, kind, yen, lines, options, municipality, state, version, created_ms, changed_ms)
    SELECT 'fee-' || id, id, 1, 2500, '[]', '', CASE WHEN id % 2 = 1 THEN '131229' ELSE '' END, 1, 1, 0, 0 FROM reservation WHERE state = 9;`)
  sql(data, `BEGIN; ${rows.join('\n')} COMMIT;`, { write: true })
  server = await startServer({ data })
})

test('R-STAT-01 R-OPS-03: figures as a sheet with a byte order mark, and the same figures as JSON', () => {
  assert.equal(raw('sick-care').subarray(0, 3).toString('hex'), 'efbbbf')
  const sheet = lines('sick-care')
  assert.equal(sheet[0], 'month,sick_room,figure,detail,value')
  for (const line of [`${MONTH},s01,used,,2`, `${MONTH},s02,used,,6`, `${MONTH},,used,,8`, `${MONTH},s02,cancelled_same_day,,1`]) assert.ok(sheet.includes(line), line)
  const { figures } = JSON.parse(raw('sick-care', '--format', 'json'))
  assert.deepEqual(figures.map((row) => [row.sick_room_id, row.used]), [['s01', 2], ['s02', 6], ['s03', 0], ['s04', 0], ['s05', 0], [null, 8]])
  assert.deepEqual(raw('sick-care'), raw('sick-care'))
  assert.ok(lines('sick-care', '--room', 's02').every((line, i) => i === 0 || line.startsWith(`${MONTH},s02,`)))
})

test('R-FEE-07: days and yen by the child\'s municipality', () => {
  assert.deepEqual(lines('settlement'), ['month,sick_room,municipality,days,yen', `${MONTH},s01,,1,2500`, `${MONTH},s01,131229,1,2500`,
    `${MONTH},s02,,3,7500`, `${MONTH},s02,131229,3,7500`])
})

test('R-CAN-07: same-day cancellations of the fiscal year, row by row, without a child', () => {
  const sheet = lines('same-day')
  assert.deepEqual(sheet.slice(1).map((line) => line.split(',').slice(0, 7)), [['2025', 's02', '1', 'past-9', '2026-03-03', '2026-03-03T07:00:00.000+09:00', 'cancelled']])
})

test('R-WL-12: the audit of a month without walks is its head alone', () => {
  assert.equal(lines('promotions').length, 1)
})

test('R-STAT-03: open data hide counts of 1 to 4, and every total that would give one away', async () => {
  const sheet = lines('open-data')
  assert.equal(sheet[0], 'month,sick_room,open_days,capacity_days,used,waitlisted_never_placed,cancelled_same_day')
  const used = Object.fromEntries(sheet.slice(1).map((line) => line.split(',')).map((cells) => [cells[1], cells[4]]))
  assert.deepEqual(used, { s01: '*', s02: '6', s03: '0', s04: '0', s05: '0', '': '*' })
  assert.equal(sheet.at(-1).split(',')[6], '*')
  assert.ok(!/past-|parent/.test(sheet.join('\n')))
  const { status, text } = await server.anyone.get('/open-data/use.csv')
  assert.equal(status, 200)
  assert.ok(text.includes(`${sheet[2]}\r\n`), text)
  const now = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7)
  assert.match(run(program('tsubame'), ['export', 'open-data', '--data', data, '--month', now], { expect: 1 }).stderr, /not closed yet/)
})

test('R-STAT-03: the vacancies for anybody are marks, never how many are left', async () => {
  const { status, text, headers } = await server.anyone.get('/open-data/vacancies.csv')
  assert.equal(status, 200)
  assert.match(headers['content-type'] ?? headers.get?.('content-type'), /^text\/csv/)
  const [head, ...rows] = text.trim().split('\r\n')
  assert.equal(head, 'as_of,sick_room,name,type,day,slot,capacity,mark')
  assert.ok(rows.length >= 35)
  for (const row of rows) assert.match(row, /,(open|few|full|closed)$/)
})

test('R-OPS-03: CP932 for spreadsheets that know nothing else; what it lacks becomes a geta', () => {
  sql(data, "UPDATE fee SET municipality = '杉並區😀' WHERE reservation_id = 1", { write: true })
  const bytes = raw('settlement', '--encoding', 'cp932')
  const text = new TextDecoder('shift_jis').decode(bytes)
  assert.match(text, /s01,杉並區〓,1,2500/)
  assert.match(lines('settlement').join('\n'), /杉並區😀/)
})

test('R-OPS-03: a field that a spreadsheet would run is defused', () => {
  sql(data, "UPDATE fee SET municipality = '=HYPERLINK(1)' WHERE reservation_id = 1", { write: true })
  assert.ok(lines('settlement').includes(`${MONTH},s01,"'=HYPERLINK(1)",1,2500`))
})

test('what cannot be done is said in a sentence', () => {
  const refused = (args, expect) => run(program('tsubame'), ['export', ...args], { expect }).stderr
  assert.match(refused(['sick-care', '--data', data, '--month', '2026'], 2), /--month takes a month/)
  assert.match(refused(['sick-care', '--data', data, '--month', MONTH, '--format', 'xml'], 2), /--format is csv or json/)
  assert.match(refused(['sick-care', '--data', data, '--month', MONTH, '--room', 's99'], 1), /no sick-care room 's99'/)
})
