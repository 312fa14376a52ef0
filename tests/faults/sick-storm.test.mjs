// A sick-care room under families and kill -9, judged by the four checkers. KILLS and SEED choose another storm.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sickStorm } from './sick_storm.mjs'

const kills = Number(process.env.KILLS ?? 8)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

test(`R-RSV-03 R-RSV-06 R-WL-02 R-RSV-09: places, answers, order and board agree with the history after ${kills} kills`, async (t) => {
  const { wrong, ...figures } = await sickStorm({ kills, seed, clients: 60 })
  t.diagnostic(JSON.stringify(figures))
  assert.deepEqual(wrong, [], `SEED=${seed} KILLS=${kills} shows it again`)
  for (const name of ['booked', 'cancelled', 'accepted', 'promoted', 'passed_over', 'reads']) {
    assert.ok(figures[name] > kills, `the storm met real work: ${JSON.stringify(figures)}`)
  }
})

test('a server that answers before its transaction is on the disk is caught by the same judges', async () => {
  const { wrong } = await sickStorm({ kills: 0, seed, clients: 20, least: 60, served: { program: 'tsubame-mutant', env: { MUTATE: 'no_commit' } } })
  assert.ok(wrong.some((sentence) => /exactly once/.test(sentence)), `noticed: ${wrong.slice(0, 3).join('\n')}`)
})
