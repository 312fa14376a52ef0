// The figures of attendance by the month: the register of a large nursery, of a whole ward as CSV, and a child's year folded anew. The months are
// written into a demonstration town beforehand: what is measured is reading them.
import { performance } from 'node:perf_hooks'
import { dayOf, demo, signIn, startServer, sql, tsubame } from '../support/harness.mjs'
import { measure, ms, number, row, tool } from './table.mjs'

const LARGE = 300
const WARD = 9000 // children in the nurseries of a ward
const ROUNDS = 40
const civil = (day) => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
let town

/** A town whose children were all in their nurseries on every day of the last month; 300 of them in the first. */
function months() {
  if (town) return town
  const [year, number_] = dayOf(Date.now()).split('-').map(Number)
  const month = dayOf(Date.UTC(year, number_ - 2, 15)).slice(0, 7)
  town = { ...demo({ children: WARD }), month, first: civil(`${month}-01`) }
  const [{ id: site }] = sql(town.data, "SELECT id FROM site WHERE public_id = 'n01'")
  sql(town.data, `UPDATE child SET nursery_id = (SELECT id FROM site WHERE public_id = 'n02') WHERE nursery_id = ${site};
    UPDATE child SET nursery_id = ${site} WHERE id IN (SELECT id FROM child WHERE nursery_id IS NOT NULL ORDER BY id LIMIT ${LARGE});
    UPDATE child SET enrolled_from_day = 0 WHERE nursery_id IS NOT NULL;
    WITH RECURSIVE d(day) AS (SELECT ${town.first} UNION ALL SELECT day + 1 FROM d WHERE day < ${town.first} + 27)
    INSERT INTO attendance_day SELECT c.nursery_id, d.day, c.id, 3, d.day * 86400000 - 3600000, d.day * 86400000 + 32400000, 0, 1
    FROM d, child c WHERE c.nursery_id IS NOT NULL`, { write: true })
  return town
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]
const timed = async (run) => {
  const began = performance.now()
  await run()
  return (performance.now() - began) * 1000
}

/** Beside it: a small answer of the same server, which costs the way there and back and the session. */
export async function largeRegister() {
  const { data, month } = months()
  const server = await startServer({ data })
  const head = await signIn(server.url, 'head-n01')
  const ours = []
  const bare = []
  for (let n = 0; n < ROUNDS; n++) {
    ours.push(await timed(async () => {
      const { status, body } = await head.get(`/nurseries/n01/register?month=${month}`)
      if (status !== 200 || body.children.length !== LARGE) throw new Error(`the register answered ${status} with ${body.children?.length} children`)
    }))
    bare.push(await timed(() => head.get('/me')))
  }
  await server.stop()
  row(`register: a month of ${LARGE} children`, { ours: ms(median(ours)), baseline: `${ms(median(bare))} (GET /me)`, reach: '≤ 100 ms', met: median(ours) <= 100_000 })
}

/** Beside it: the rows alone, as SQLite's own shell writes them. */
export async function wardRegister() {
  const { data, month, first } = months()
  const ours = []
  const bare = []
  let bytes = 0
  for (let n = 0; n < 5; n++) {
    ours.push(await timed(() => { bytes = tsubame(['export', 'attendance', '--data', data, '--month', month]).stdout.length }))
    bare.push(await timed(() => sql(data, `SELECT c.name, d.day, d.place, d.arrived_ms, d.left_ms FROM attendance_day d JOIN child c ON c.id = d.child_id WHERE d.day >= ${first}`)))
  }
  row('register: a ward as CSV', { ours: `${ms(median(ours))}, ${number(bytes)} characters`, baseline: `${ms(median(bare))} (sqlite3, the rows)`, ratio: median(bare) / median(ours),
    reach: '≤ 2 s', met: median(ours) <= 2_000_000 })
}

/** In processor time. Beside it: the year's touches only read. */
export async function foldYear() {
  const { data, first } = months()
  const [{ child, site }] = sql(data, "SELECT MIN(c.id) AS child, c.nursery_id AS site FROM child c JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01'")
  sql(data, `INSERT OR IGNORE INTO gateway (id, site_id, name, epoch, sign_public, box_public, enrolled_ms) VALUES (9999, ${site}, 'bench', 1, zeroblob(32), zeroblob(32), 0);
    WITH RECURSIVE d(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 365), k(i) AS (VALUES (0), (1), (2), (3))
    INSERT INTO tap (gateway_id, epoch, seq, public_id, device_ms, received_ms, event_ms, clock_doubt, child_id, day, direction, said, verdict, payload, signature)
    SELECT 9999, 1, n * 4 + i + 1, 'bench' || n || '-' || i, t, t, t, 0, ${child}, ${first} - 300 + n, 0, 8, 0, x'00', zeroblob(64)
    FROM (SELECT n, i, (${first} - 300 + n) * 86400000 - 3600000 + i * 9000000 AS t FROM d, k)`, { write: true })
  const found = await measure(tool('fold_year'), [`${data}/tsubame.db`, String(site), String(child), String(first - 300)])
  row("register: a child's year folded", { ours: `${ms(found.p50_us)}, p99 ${ms(found.p99_us)}; derived from the file ${ms(found.both_p50_us)} (${number(found.taps)} touches)`,
    baseline: `${ms(found.bare_p50_us)} (only read)`, ratio: found.bare_p50_us / found.p50_us, reach: '≤ 5 ms', met: found.p50_us <= 5000 })
}
