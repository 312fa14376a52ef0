// make torture: storms until KILLS (200) faults are injected, thirty per town, each under its own printed seed; then one table.
import { endAll } from '../support/harness.mjs'
import { storm } from './storm.mjs'

const kills = Number(process.env.KILLS ?? 200)
const first = Number(process.env.SEED ?? Date.now() % 1_000_000)
const rounds = []
const wrong = []
try {
  for (let left = kills, seed = first; left > 0; left -= 30, seed++) {
    const figures = await storm({ kills: Math.min(left, 30), seed })
    rounds.push(figures)
    wrong.push(...figures.wrong.map((sentence) => `seed ${seed}: ${sentence}`))
    console.log(`seed ${seed}: ${JSON.stringify({ ...figures, wrong: figures.wrong.length })}`)
  }
} finally {
  await endAll()
}
const sum = (name) => rounds.reduce((total, figures) => total + figures[name], 0)
const max = (name) => Math.max(...rounds.map((figures) => figures[name]))
console.log('\nfaults injected | operations | lost | duplicated | stale | overbooked | p99')
console.log([sum('injected'), sum('operations'), sum('lost'), sum('duplicated'), sum('stale'), sum('overbooked'),
  `${max('p99_ms').toFixed(0)} ms`].join(' | '))
console.log(`server back within ${max('restart_p99_ms').toFixed(0)} ms, outboxes empty within ${max('heal_ms').toFixed(0)} ms after the storm`)
for (const sentence of wrong) console.log(`wrong: ${sentence}`)
process.exit(wrong.length + sum('lost') + sum('duplicated') + sum('stale') + sum('overbooked') === 0 ? 0 : 1)
