// What every figure of `make bench` needs: tools started beside the run, rows, the table. What could not be measured is said with its reason.
import { execFileSync, spawn } from 'node:child_process'
import { basename, join } from 'node:path'
import { root } from '../support/harness.mjs'

export const tool = (name) => join(root, 'build/release/load', name)
const rows = []

export const number = (n) => Math.round(n).toLocaleString('en')
export const ms = (us) => `${(us / 1000).toFixed(us < 10_000 ? 1 : 0)} ms`
export const progress = (text) => process.stderr.write(`bench: ${text}\n`)

/** Runs a tool without stopping the clock of this process; its last line is JSON. */
export function measure(command, args, { input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] })
    let out = ''
    let wrong = ''
    child.stdout.on('data', (part) => { out += part })
    child.stderr.on('data', (part) => { wrong += part })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      const line = out.trim().split('\n').at(-1)
      if (!line?.startsWith('{')) reject(new Error(`${basename(command)} ended with ${code ?? signal}: ${wrong || out}`))
      else resolve({ ...JSON.parse(line), code, wrong })
    })
  })
}

export function row(work, { ours, baseline = '–', ratio, reach, met }) {
  rows.push([work, ours, baseline, ratio === undefined ? '–' : `${ratio.toFixed(2)} ×`, reach, met === undefined ? '–' : met ? 'yes' : 'NO'])
  progress(`${work}: ${ours} | ${baseline} | ${met === undefined ? '' : met ? 'met' : 'NOT met'}`)
}

export async function part(work, reach, body) {
  if (process.env.BENCH && !work.includes(process.env.BENCH)) return
  progress(`${work} …`)
  try {
    await body()
  } catch (error) {
    row(work, { ours: `not measured: ${String(error.message).split('\n')[0].slice(0, 160)}`, reach })
    progress(error.stack)
  }
}

/** A line of the files that the tools load and rush read. */
export const lineOf = (method, path, cookie = '', body) => [method, path, cookie, body === undefined ? '' : JSON.stringify(body)].join('\t')

/** The table, after everything. `fsyncUs`: of the disk in this run; `busy`: load average before it. */
export function printTable({ fsyncUs, busy }) {
  const head = ['work', 'ours', 'baseline in the same run', 'ratio', 'reach', 'met?']
  const wide = head.map((_, i) => Math.max(...[head, ...rows].map((cells) => [...cells[i]].length)))
  const show = (cells) => `| ${cells.map((cell, i) => cell + ' '.repeat(wide[i] - [...cell].length)).join(' | ')} |`
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${execFileSync('nproc', { encoding: 'utf8' }).trim()} cores, fsync p50 ${fsyncUs ? ms(fsyncUs) : 'not measured'}, load average before ${busy.toFixed(1)}${busy > 0.5 ? ': the machine was busy with other things' : ''}\n`)
  for (const line of [show(head), show(wide.map((n) => '-'.repeat(n))), ...rows.map(show)]) console.log(line)
}
