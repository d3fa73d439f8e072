/** docs/reference/settings.md: every setting as the server itself knows it. */
import { CALLER_SETTINGS, SETTING_PREFIX, SETTINGS, type Setting } from '../../src/settings.ts'
import { cell, GENERATED } from './markdown.ts'

export function settingsPage(): string {
  return [
    '# Settings\n',
    `${GENERATED}\n`,
    'Read once at the start, from the environment and, below it, from the file that `serve --config FILE` names (`KEY=VALUE`',
    'lines). What is wrong with one keeps the server from starting, and is said with its name and what to do.\n',
    '## Of the server\n',
    `${table(SETTINGS)}\n`,
    '## Of the command line\n',
    table(CALLER_SETTINGS),
    '',
  ].join('\n')
}

function table(settings: readonly Setting[]): string {
  const rows = settings.map(
    ({ name, meaning, without }) => `| \`${SETTING_PREFIX}${name}\` | ${cell(meaning)} | ${cell(without)} |`,
  )
  return ['| setting | meaning | without it |', '|---|---|---|', ...rows].join('\n')
}
