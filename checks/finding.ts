/** How a check speaks: one line per finding, then one line that sums up; the exit code says which. */

export interface Finding {
  /** Where, as `path` or `path:line`. */
  readonly at: string
  readonly message: string
}

export interface Outcome {
  readonly findings: readonly Finding[]
  /** What was looked at, with numbers: `57 files, 210 imports`. Says that the check saw something. */
  readonly seen: string
}

export function print({ findings, seen }: Outcome): void {
  for (const finding of findings) console.log(`${finding.at}  ${finding.message}`)
  console.log(findings.length === 0 ? seen : `${findings.length} found in ${seen}`)
  process.exitCode = findings.length === 0 ? 0 : 1
}

/** Runs a check as a program: `node checks/<name>.ts [root]`. */
export function main(check: (root: string) => Outcome): void {
  print(check(process.argv[2] ?? '.'))
}
