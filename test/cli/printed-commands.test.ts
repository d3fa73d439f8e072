/** What README and guides print can be typed: every command parses, and every link between the pages leads somewhere. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { programFor } from '../../src/cli/program.ts'
import { cli, machine, words } from './recorded-terminal.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8')
const GUIDES = ['README.md', ...globSync(['docs/guides/*.md', 'examples/*/README.md'], { cwd: ROOT })]
const PAGES = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: ROOT })

/** Commands in the code blocks of a page, without prompt, comment and what the shell does with them. */
function commandsIn(page: string): string[] {
  const blocks = [...read(page).matchAll(/^```(?:sh|console)\n([^]*?)^```/gm)].map(([, block]) => block!)
  return blocks
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => /(?:^|\| |^\$ )(?:npx )?compartment (.+)$/.exec(line)?.[1] ?? [])
    .map((line) =>
      line
        .replace(/"\$\(.*\)"/, 'what-it-prints')
        .replace(/ +(?:#|[<>|&]).*$/, '')
        .trim(),
    )
    .filter((line) => !/^(?:--help|.* --help)$/.test(line))
}

const PRINTED = GUIDES.flatMap((page) => commandsIn(page).map((line) => [page, line] as const))

/** These would start or open something: of them the options alone are looked at. */
const LOCAL = /^(?:serve|demo|admin \w+|backup|restore)\b/

const { root } = programFor({ env: {}, outIsTerminal: false, columns: 80 } as never, [])

function optionsOf(path: string): readonly string[] {
  const command = path.split(' ').reduce((at, word) => at.commands.find((one) => one.name() === word)!, root)
  return [...command.options, ...root.options].map(({ long }) => long!)
}

describe('README and guides', () => {
  it('print many commands', () => expect(PRINTED.length).toBeGreaterThan(50))

  it.each(PRINTED)('%s: %s', async (_page, line) => {
    const local = LOCAL.exec(line)?.[0]
    if (local !== undefined) {
      const flags = words(line).filter((word) => word.startsWith('--'))
      expect(optionsOf(local)).toEqual(expect.arrayContaining(flags))
      return
    }
    const down = machine({ fetch: () => Promise.reject(new Error('down')) })
    const ran = await cli(down, ...words(line))
    expect(ran.err).not.toMatch(/unknown|missing required|required option|too many|does not fit|Usage:/)
  })
})

describe('pages', () => {
  it.each(PAGES)('%s links to what is there', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, target]) => target!,
    )
    const dead = targets.filter((target) => !existsSync(join(ROOT, dirname(page), target)))
    expect(dead).toEqual([])
  })

  it('docs/decisions/README.md lists every decision', () => {
    const index = read('docs/decisions/README.md')
    const missing = globSync('docs/decisions/0*.md', { cwd: ROOT }).filter((path) => {
      const [, number, title] = /^# (\d+) · (.*)$/m.exec(read(path))!
      return !index.includes(`[${number} · ${title}](${path.split('/').at(-1)})`)
    })
    expect(missing).toEqual([])
  })
})
