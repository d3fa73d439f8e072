/**
 * Mistakes made in the engine's own source: one for each gate, guard and rule that decisions rest on. Each must be
 * found by a proof; a mutant whose text is no longer there is a fault too, so the list keeps up with the source.
 */
export type SourceMutant = {
  /** What is wrong with the engine. */
  readonly name: string
  /** Below `src/core`. */
  readonly file: string
  readonly find: string
  readonly replace: string
  /** The proof that has to find it. */
  readonly proof: 'r1' | 'r3' | 'r4' | 'queries' | 'changes' | 'histories' | 'expectations'
}

type Row = readonly [name: string, find: string, replace: string]

function mutants(proof: SourceMutant['proof'], file: string, rows: readonly Row[]): SourceMutant[] {
  return rows.map(([name, find, replace]) => ({ name, file, find, replace, proof }))
}

export const SOURCE_MUTANTS: readonly SourceMutant[] = [
  ...mutants('r1', 'decision/standing.ts', [
    [
      'gate 1: strangers are members',
      "'INVITE_CANCELLED' : 'NOT_A_MEMBER'",
      "'INVITE_CANCELLED' : undefined",
    ],
    ['gate 1: blocked people may', "member.access === 'blocked' ? 'BLOCKED' : undefined", 'undefined'],
    ['gate 1: the quick answer forgets blocks', "if (member.access === 'blocked') return false", ''],
    ['gate 2: an invitation ends a moment late', 'now < invitation.expiresAt', 'now <= invitation.expiresAt'],
    [
      'gate 2: passwords count where they are off',
      'signInPath.password && snapshot.organization.passwords',
      'signInPath.password',
    ],
    ['gate 2: disabled providers count', 'provider.id === id && provider.enabled', 'provider.id === id'],
    ['gate 2: invited people may', "member.status === 'active' && hasUsablePath", 'hasUsablePath'],
    ['gate 2: automation needs a password', "if (member.type === 'automation') return undefined", ''],
  ]),
  ...mutants('r1', 'decision/resource-gate.ts', [
    [
      'gate 4: archived projects answer',
      'isArchived(scope) && !OF_ARCHIVED.has(permission)',
      'isArchived(scope) && false',
    ],
    ['gate 4: archived projects answer nothing', ' && !OF_ARCHIVED.has(permission)', ''],
  ]),
  ...mutants('r1', 'decision/held.ts', [
    [
      'gate 5: an assignment ends a moment late',
      'if (now < from || until <= now) return',
      'if (now < from || until < now) return',
    ],
    ['gate 5: assignments begin early', 'if (now < from || until <= now) return', 'if (until <= now) return'],
    ['gate 5: seats do not count', 'for (const seat of seats)', 'for (const seat of seats.slice(0, 0))'],
    [
      'gate 5: the last role of a scope wins',
      'sets.union(union.get(scope) ?? 0, ',
      '((...[, only]: number[]) => only!)(0, ',
    ],
  ]),
  ...mutants('r1', 'decision/permission-gate.ts', [
    [
      'gate 5: shadowing is not named',
      '? SHADOWED_BY_NARROWER_SCOPE : ALLOWED',
      '? KEY_NOT_IN_ROLE : ALLOWED',
    ],
    ['gate 5: a grant further out decides', 'decided = true', ''],
    ['gate 5: expiry looks off the chain', 'if (!chain.has(assignments.scopeOf(assignment))) return', ''],
    [
      'gate 5: elsewhere is nowhere',
      '? ASSIGNED_ELSEWHERE : NO_ASSIGNMENT',
      '? NO_ASSIGNMENT : NO_ASSIGNMENT',
    ],
  ]),
  ...mutants('r1', 'decision/feature-gate.ts', [
    ['gate 6: flags are on', "? undefined : 'FLAG_OFF'", '? undefined : undefined'],
    ['gate 6: everyone is in the beta', "member.betaAccess ? undefined : 'NO_BETA_ACCESS'", 'undefined'],
    [
      'gate 6: tiers are exclusive',
      'TIERS.indexOf(tier) >= TIERS.indexOf(minimum)',
      'TIERS.indexOf(tier) > TIERS.indexOf(minimum)',
    ],
    [
      'gate 6: the tier comes first',
      "['FLAG_OFF', 'NO_BETA_ACCESS', 'TIER_TOO_LOW']",
      "['TIER_TOO_LOW', 'NO_BETA_ACCESS', 'FLAG_OFF']",
    ],
  ]),
  ...mutants('r1', 'decision/decide.ts', [
    ['the quick answer forgets archives', ' || snapshot.scopes.isArchived(place)', ''],
    ['the quick answer forgets features', ' || snapshot.vocabulary.isGated(bit)', ''],
    ['the quick answer forgets who may act', 'if (!grants.ready || ', 'if ('],
  ]),
  ...mutants('r1', 'snapshot/vocabulary.ts', [
    [
      'admins lack application keys',
      'if (role.id === ADMIN_ROLE.id) return this.keys.map((_, bit) => bit)',
      '',
    ],
  ]),
  ...mutants('r3', 'decision/held.ts', [
    [
      'the broadest scope is said to decide',
      'while (at >= 0 && grants.at(at) === 0)',
      'while (snapshot.scopes.parentOf(at) >= 0)',
    ],
  ]),
  ...mutants('r3', 'decision/evidence.ts', [
    ['certificates leave out seats', '...(seat && { via:', '...(false && seat && { via:'],
    ['certificates list what is not in force as shadowed', "held.state === 'in_force' ? set : 0", 'set'],
    ['certificates say expired too late', "until <= now ? 'expired'", "until < now ? 'expired'"],
  ]),
  ...mutants('queries', 'decision/who.ts', [
    ['who forgets outer scopes', 'snapshot.scopes.chain(place)', '[place]'],
    ['who names every path', 'assignments.scopeOf(number) !== deciding || ', ''],
  ]),
  ...mutants('queries', 'decision/grantors.ts', [
    ['grantors need not hold the key', 'snapshot.sets.has(held, bit!)', 'true'],
  ]),
  ...mutants('changes', 'change/guards/no-escalation.ts', [
    ['G1: seats give nothing', 'return ofSeat(before, after, event.data.seat, now)', 'return []'],
    ['G1: role edits give nothing', 'return ofRole(before, after, event.data.after.id, now)', 'return []'],
    [
      'G1: assignments give nothing',
      'return ofAssignment(before, after, event.data.assignment.id)',
      'return []',
    ],
    ['G1: longer dates give nothing', 'return ofAssignment(before, after, event.data.after.id)', 'return []'],
    ['G1: un-shadowing gives nothing', 'if (!cell.widens) continue', 'continue'],
    [
      'G1: what comes back is judged at the top only',
      'for (const scope of inheriting(before, after, cell))',
      'for (const scope of [cell.scope])',
    ],
    [
      'G1: the actor is judged after the change',
      'effectiveWithin(before, actor.reach, person, scope, now)',
      'Number.MAX_SAFE_INTEGER && effectiveWithin(before, actor.reach, person, 0, now)',
    ],
  ]),
  ...mutants('histories', 'change/guards/no-escalation.ts', [
    ['G1: new roles give nothing', 'return ofRole(before, after, event.data.role.id, now)', 'return []'],
    [
      'G1: providers give nothing',
      'return [accessManagement(before), ...givenByProvider(after, event.data.provider, undefined, now)]',
      'return []',
    ],
    [
      'G1: changes of providers give nothing',
      'return [accessManagement(before), ...given]',
      'return given.slice(0, 0)',
    ],
  ]),
  ...mutants('changes', 'change/guards/admin-remains.ts', [
    ['G2: programs count as admins', "return member.type === 'user' && isReady", 'return isReady'],
    [
      'G2: admins on loan count',
      'if (at < from || until !== Number.POSITIVE_INFINITY) continue',
      'if (at < from || until <= at) continue',
    ],
    [
      'G2: narrowed admins count',
      'return [...reached].filter((scope) => {',
      'return [...reached].slice(0, 0).filter((scope) => {',
    ],
    ['G2: later dates do not matter', '...boundariesAfter(before, now), ...boundariesAfter(after, now)', ''],
  ]),
  ...mutants('histories', 'change/propose.ts', [
    ['G2 is not asked', ' ?? adminRemains(guarded)', ''],
    ['G1 is not asked', ' ?? noEscalation(guarded)', ''],
    ['G3 is not asked', 'nothingSilent(guarded, impact, consent.acceptImpact) ??', ''],
  ]),
  ...mutants('changes', 'decision/difference.ts', [
    ['G3: narrowing is plain', ' && lost !== 0', ' && lost < 0'],
    ['G3: widening is plain', ' && gained !== 0', ' && gained < 0'],
    ['G3: a loss where it was decided is narrowing', 'depth(was) < before', 'depth(was) <= before'],
    [
      'impact forgets later dates',
      'const instants = [now, ...laterBoundaries(before, after, person, now)]',
      'const instants = [now]',
    ],
  ]),
  ...mutants('changes', 'decision/touched-people.ts', [
    [
      'impact forgets holders of an edited role',
      'for (const side of sides) addHolders(side, event.data.after.id, people)',
      '',
    ],
    [
      'impact forgets groups',
      'for (const person of snapshot.index.membersOf(group)) people.add(person)',
      'return',
    ],
  ]),
  ...mutants('expectations', 'change/propose.ts', [
    [
      'G6 is not asked',
      'if (isRefusal(overriding)) return overriding',
      'if (isRefusal(overriding)) return { events, after, impact: impactOf(before, after, cells, now, context.sha256) }',
    ],
    ['G6: orphans stay', 'orphanedExpectations(after, asked)', 'orphanedExpectations(after, [])'],
  ]),
  ...mutants('expectations', 'change/guards/broken-expectations.ts', [
    [
      'G6: groups are not looked at',
      '[member.id, ...index.entry(person).seats.map(({ group }) => groups.at(group)!.id)]',
      '[member.id, ...index.entry(person).seats.slice(0, 0).map(({ group }) => groups.at(group)!.id)]',
    ],
    ['G6: new environments are not looked at', 'of newEnvironments(guarded)', 'of new Set<string>()'],
    ['G6: later dates do not matter', '...laterBoundaries(before, after, person, now)', ''],
    ['G6: what failed before is broken again', 'if (!failedBefore) yield', 'yield'],
    [
      'G6: whoever joins a group brings their past',
      'const concerned = concerns(before, expectation, after.members.at(person)!.id)',
      'const concerned = before.members.at(person) !== undefined',
    ],
    ['G6: places that inherit again are not looked at', 'new Set([...places, ...left])', 'new Set(places)'],
    [
      'G6: a place that is new had failed before',
      'return before.scopes.exists(scope) ? scope : undefined',
      'return scope',
    ],
  ]),
  ...mutants('expectations', 'decision/expected.ts', [
    ['G6: what cannot be is not judged', 'return has === can', 'return has || !can'],
    ['G6: anywhere is the organization', '...own.filter((at) => at !== ORGANIZATION_NUMBER)', ''],
    [
      'G6: every environment is every one of any name',
      'environment.name === name',
      'environment.name !== undefined',
    ],
  ]),
  ...mutants('r4', 'remedies/try-out.ts', [
    [
      'remedies: what does not lead there is named',
      '  if (!(whole ? reaches(question, after) : rolesGiveIt(question, after))) return false\n',
      '',
    ],
    [
      'remedies: what hides and takes is named',
      'impact.totals.lost === 0 || !isHidden(question, after)',
      'impact.totals.lost === 0 || after !== undefined',
    ],
  ]),
  ...mutants('r4', 'remedies/rank.ts', [
    ['remedies: organization-wide does not come last', '[Number(organizationWide), gained,', '[gained,'],
    [
      'remedies: people come before permissions',
      'organizationWide), gained, people, lost',
      'organizationWide), people, gained, lost',
    ],
    ['remedies: what lasts comes before what ends', 'Number(lasting)', 'Number(!lasting)'],
  ]),
  ...mutants('r4', 'remedies/in-the-way.ts', [
    ['remedies: beta access is given along', "off.some(({ kind }) => kind === 'beta')", 'off.length >= 0'],
    ['remedies: nobody is unblocked', '[...unblock, ...unarchive', '[...unarchive'],
    ['remedies: nothing is removed', '[removeNarrowing, changeDates', '[changeDates'],
    ['remedies: dates stay as they are', 'removeNarrowing, changeDates,', 'removeNarrowing,'],
    ['remedies: no group is joined', 'addToRole, joinGroup,', 'addToRole,'],
    ['remedies: no role is added to', 'addToRole, joinGroup', 'joinGroup'],
  ]),
  ...mutants('r4', 'remedies/best.ts', [
    ['remedies: too much is left', 'if (isBehind([isWide, least], worst)) return true', 'return true'],
  ]),
  ...mutants('r4', 'remedies/performers.ts', [
    ['remedies: whoever lacks what is given is named', ' || !holds(snapshot.members.numberOf(id)!)', ''],
    ['remedies: whoever may not ask for it is named', ' || !may(id)', ''],
    ['remedies: the one concerned is named', 'id === except || ', ''],
  ]),
  ...mutants('r4', 'change/guards/no-escalation.ts', [
    [
      'remedies: what is given is not counted whole',
      'return missingFor(guarded.before, NOBODY, addedBy(guarded), guarded.now)',
      'return missingFor(guarded.before, NOBODY, addedBy(guarded), guarded.now).slice(1)',
    ],
  ]),
  ...mutants('histories', 'snapshot/access-index.ts', [
    [
      'what was computed outlives a change of what is held',
      '    this.#parts.entries.set(person, entry)\n    this.drop(person)',
      '    this.#parts.entries.set(person, entry)',
    ],
    [
      'what was computed outlives a change of a group',
      'else for (const person of members) this.drop(person)',
      '',
    ],
    [
      'what was computed outlives a role edit',
      '    this.#parts.roleSets.set(role, set)\n    this.dropAll()',
      '    this.#parts.roleSets.set(role, set)',
    ],
  ]),
]
