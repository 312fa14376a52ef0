// A ward officer asks what a nursery's rules would say: prices of extended care. No data folder is needed, and none is touched.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { program, root, run, tempFolder, tsubame } from '../support/harness.mjs'

const folder = tempFolder('tsubame-what-if')
const documents = join(root, 'backend/cli/nursery_policies')
const document = (name) => join(documents, `${name}.json`)
const json = (...args) => JSON.parse(tsubame([...args, '--json']).stdout)
const refused = (args, expect) => run(program('tsubame'), args, { expect }).stderr
const extension = (name, ...args) => json('what-if', 'extension', '--policy', document(`extension-${name}`), ...args)
let number = 0
function file(value) {
  const path = join(folder, `${++number}.json`)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

test('R-EXT-01: a stay is priced with the lines that made the sum', () => {
  const { yen, lines } = extension('p1-town-public', '--class', 'short', '--arrive', '08:10', '--leave', '17:05')
  assert.equal(yen, 150)
  assert.deepEqual(lines.map((line) => [line.charge, line.minutes, line.units, line.yen]), [['short', 20, 1, 50], ['short', 35, 2, 100]])
  assert.equal(extension('p1-town-public', '--class', 'standard', '--arrive', '07:30', '--leave', '18:30').yen, 0)
  assert.equal(extension('p9-steps', '--arrive', '07:30', '--leave', '18:30', '--tier', 'C').yen, 200)
  assert.equal(extension('p9-steps', '--arrive', '07:30', '--leave', '18:30', '--day', '2026-04-20', '--birth', '2025-04-02').yen, 0)
  assert.equal(extension('p7-percentage', '--arrive', '07:30', '--leave', '19:00', '--monthly', 'evening').yen, 0)
  assert.match(tsubame(['what-if', 'extension', '--policy', document('extension-p5-bands'), '--arrive', '08:00', '--leave', '18:01']).stdout,
    /^300 yen\n {2}spot +evening +18:00-19:00 1 min 300 yen\n$/)
})

test('R-EXT-01 R-EXT-05 R-ATT-16: a month of days is capped, and what is unresolved is said', () => {
  const days = Array.from({ length: 9 }, (_, i) => ({ day: `2026-06-0${i + 1}`, class: 'short', arrive: '08:15', leave: '16:41' }))
  const month = extension('p6-ten-minutes-capped', '--month', file({ days: [...days, { day: '2026-06-10', class: 'short', arrive: '08:30' }] }))
  assert.equal(month.yen, 5000)
  assert.equal(month.days_yen, 5400)
  assert.deepEqual(month.lines, [{ kind: 'capped', limit: 1, days: 9, yen: -400 }])
  assert.equal(month.unresolved, 1)
  assert.equal(month.days[9].unresolved, true)
  assert.equal(extension('p7-percentage', '--month', file({ days: [{ day: '2026-06-01', monthly: ['evening'] }] }), '--fee', '22916').yen, 2749)
})

test('what is wrong is said in one sentence that names the member and the rule', () => {
  const wrong = file({ policy: 'extension', valid_from: '2026-04-01', charges: [{ id: 'e', spans: [{ from: '18:00', to: '19:00' }], price: 'unit', yen: 1 }] })
  const at = ['--arrive', '08:00', '--leave', '18:00']
  const cases = [
    [['--policy', wrong, ...at], 1, /\/charges\/0\/unit_min: it must be said \(R-EXT-01\)/],
    [['--policy', document('none'), ...at], 1, /cannot be read/],
    [['--policy', file('{'), ...at], 1, /is no JSON document \(BAD_JSON\)/],
    [['--policy', document('extension-p5-bands'), '--arrive', '18:00', '--leave', '08:00'], 1, /leaves before it arrives/],
    [['--policy', document('extension-p5-bands'), ...at, '--monthly', 'night'], 2, /the id 'night'/],
    [['--policy', document('extension-p5-bands'), ...at, '--class', 'long'], 2, /--class is standard or short/],
    [['--policy', document('extension-p5-bands'), '--arrive', '8', '--leave', '18:00'], 2, /--arrive takes a time/],
    [['--policy', document('extension-p5-bands')], 2, /either --arrive and --leave, or --month/],
    [['--policy', document('extension-p5-bands'), '--month', file({ days: [{ day: '2026-06-01', monthly: ['x'] }] })], 1, /NO_SUCH_MONTHLY|by the month with this id/],
  ]
  for (const [args, code, sentence] of cases) assert.match(refused(['what-if', 'extension', ...args], code), sentence)
})

test('every document that is shipped is right', () => {
  const names = readdirSync(documents).filter((name) => name.startsWith('extension-'))
  assert.equal(names.length, 11)
  for (const name of names) {
    assert.equal(JSON.parse(readFileSync(join(documents, name), 'utf8')).policy, 'extension')
    json('what-if', 'extension', '--policy', join(documents, name), '--arrive', '09:00', '--leave', '16:00')
  }
})
