#!/usr/bin/env node
/**
 * The entry of the command line. Plain JavaScript, because it must run on a Node that cannot read TypeScript: it finds
 * one that can (its own package brings Node 24 as an optional dependency), or says what to do.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
/** As `npm start` has it; docs/guides/operating.md says why. */
const FLAGS = ['--max-semi-space-size=16']

// Node 22 reads TypeScript as well, but not everything that is used here.
if (process.features.typescript && Number.parseInt(process.versions.node, 10) >= NEEDED) {
  // What was compiled once starts twice as fast. In the package's own folder: one that others can write to could hold
  // code that is not ours. Where it cannot be written, nothing is cached.
  module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)))
  const { main } = await import('./cli/main.ts')
  await main(process.argv.slice(2))
} else {
  const own = process.env.COMPARTMENT_REEXECUTED ? undefined : ownNode()
  if (own) again(own)
  else {
    process.stderr.write(
      `error: Compartment needs Node ${NEEDED} or newer, and this is Node ${process.versions.node}\n` +
        'next: run `npm install` in the folder of Compartment (it brings Node 24 on Linux and Windows),\n' +
        '      or install Node 24 from https://nodejs.org\n',
    )
    process.exitCode = 1
  }
}

/** The Node of the optional dependency: beside this package or, where npm hoisted it, in a folder above. */
function ownNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const packaged = join(
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
    name,
  )
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const inside of [packaged, join('.bin', name)]) {
      const candidate = join(folder, 'node_modules', inside)
      if (existsSync(candidate)) return candidate
    }
    if (folder === dirname(folder)) return undefined
  }
}

/** Runs the same command with that Node; signals and the exit code pass through. */
function again(node) {
  const child = spawn(node, [...FLAGS, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, COMPARTMENT_REEXECUTED: '1' },
  })
  // A signal from the keyboard reaches the child by itself; it decides when this process ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`error: cannot run \`${node}\`: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)
    process.removeAllListeners()
  })
}
