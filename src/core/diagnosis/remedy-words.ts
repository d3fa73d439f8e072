/** What an edit of a remedy is in words for operators, and the command that does it. */
import type { Assignment } from '../model/assignment.ts'
import { type Edit, endAfter, takenBy } from '../remedies/edit.ts'
import { assignmentOf } from '../snapshot/state.ts'
import type { Case } from './case.ts'
import type { CommandLine, Step } from './check.ts'
import { day, nameWord, personWord, when } from './wording.ts'

/** Several edits are one step: a sentence and a command for each. */
export function stepOf(one: Case, edits: readonly Edit[]): Step {
  const steps = edits.map((edit) => wordsFor(one, edit))
  const commands = edits.map((edit, at) => commandFor(one, edit, steps[at]!.line))
  const [first, ...others] = commands
  return {
    text: steps.map(({ text }) => text).join(' '),
    ...(first !== undefined && {
      command: {
        ...first,
        lines: commands.flatMap(({ lines }) => lines),
        also: others.flatMap(({ permissions, scope }) =>
          permissions.map((permission) => ({ permission, scope })),
        ),
      },
    }),
  }
}

type Words = { readonly text: string; readonly line: readonly string[] }

function commandFor({ snapshot }: Case, edit: Edit, line: readonly string[]): CommandLine {
  const { permission, scope } = takenBy(snapshot, edit)
  const { path } = snapshot.scopes.at(snapshot.scopes.find(scope)!)
  return { lines: [line], permissions: [permission], scope: path }
}

function wordsFor(one: Case, edit: Edit): Words {
  const { snapshot, names } = one
  const who = names.principal
  const person = personWord(one)!
  switch (edit.operation) {
    case 'unblockUser':
      return {
        text: `Reactivate ${who}: their roles and groups are as they were.`,
        line: ['user', 'unblock', person],
      }
    case 'unarchiveProject': {
      const { name } = snapshot.projects.get(edit.project)!
      return {
        text: `The project \`${name}\` is archived: if it is still needed, unarchive it.`,
        line: ['project', 'unarchive', name],
      }
    }
    case 'updateRole': {
      const role = snapshot.roles.get(edit.role)!
      const permissions = [...role.permissions, edit.adds]
      return {
        text: `Add \`${edit.adds}\` to the role \`${role.name}\`: everybody who has it gets it.`,
        line: ['role', 'update', nameWord(role), '--permission', ...permissions],
      }
    }
    case 'createAssignment':
      return given(one, edit)
    case 'updateAssignment':
      return redated(one, edit)
    case 'deleteAssignment': {
      const { role, path, holder } = assigned(one, edit.assignment)
      return {
        text: `Remove ${role} at \`${path}\`${holder}, if it is not meant to narrow: what is given further out counts there again, whole.`,
        line: ['assignment', 'delete', edit.assignment],
      }
    }
    default:
      return seatOrFeature(one, edit)
  }
}

type Rest = Extract<
  Edit,
  { operation: 'addGroupMember' | 'removeGroupMember' | 'setFeature' | 'setBetaAccess' | 'changeSettings' }
>

function seatOrFeature(one: Case, edit: Rest): Words {
  const { snapshot, names } = one
  const who = names.principal
  const person = personWord(one)!
  switch (edit.operation) {
    case 'addGroupMember': {
      const group = snapshot.groups.get(edit.group)!
      return {
        text: `Add ${who} to the group \`${group.name}\`, which has it: they get all that it has.`,
        line: ['group', 'member', 'add', nameWord(group), person],
      }
    }
    case 'removeGroupMember': {
      const group = snapshot.groups.get(edit.group)!
      return {
        text: `Take ${who} out of the group \`${group.name}\`, which narrows them there: they lose all that it has.`,
        line: ['group', 'member', 'remove', nameWord(group), person],
      }
    }
    case 'setFeature': {
      const { name } = snapshot.vocabulary.features.find(({ key }) => key === edit.feature)!
      return {
        text: `Switch the feature \`${name}\` on, if this organization is to have it: it is then on for everybody.`,
        line: ['feature', 'set', edit.feature, 'on'],
      }
    }
    case 'setBetaAccess':
      return {
        text: `Give ${who} beta access: it opens every feature that is in beta.`,
        line: ['user', 'beta-access', person, 'on'],
      }
    case 'changeSettings':
      return {
        text: `Raise the organization’s tier to \`${edit.tier}\`, if its plan is to have what comes with it.`,
        line: ['org', 'settings', 'set', '--tier', edit.tier],
      }
  }
}

function given(one: Case, edit: Extract<Edit, { operation: 'createAssignment' }>): Words {
  const { snapshot, names, now } = one
  const role = snapshot.roles.get(edit.role)!
  const { path } = snapshot.scopes.at(snapshot.scopes.find(edit.scope)!)
  const group = edit.holder.type === 'group' ? snapshot.groups.get(edit.holder.id)! : undefined
  const whom = group === undefined ? names.principal : `the group \`${group.name}\``
  const end = edit.days === undefined ? undefined : day(endAfter(now, edit.days))
  const holder = group === undefined ? ['--user', personWord(one)!] : ['--group', nameWord(group)]
  return {
    text: `Give ${whom} \`${role.name}\` at \`${path}\`${end === undefined ? ', for good' : ` until ${end}`}.`,
    line: ['assignment', 'create', '--role', nameWord(role)].concat(
      holder,
      ['--scope', path],
      end === undefined ? [] : ['--expires-at', end],
    ),
  }
}

function redated(one: Case, { assignment, dates }: Extract<Edit, { operation: 'updateAssignment' }>): Words {
  const { role, path, holder, notBefore } = assigned(one, assignment)
  const what = `${role} at \`${path}\`${holder}`
  const line = ['assignment', 'update', assignment]
  if (dates === 'begin') {
    const text = `${what} begins only on ${when(notBefore ?? one.now)}: let it begin now.`
    return { text, line: [...line, '--not-before', 'never'] }
  }
  const end = dates === 'no_end' ? 'never' : day(endAfter(one.now, dates.days))
  const until = dates === 'no_end' ? 'for good' : `until ${end}`
  return {
    text: `${what} has expired: if they still need it, extend it, ${until}.`,
    line: [...line, '--expires-at', end],
  }
}

function assigned({ snapshot, names }: Case, id: string) {
  const { role, scope, subject, notBefore }: Assignment = assignmentOf(snapshot, id)!
  return {
    role: `\`${names.of(role)}\``,
    path: snapshot.scopes.at(snapshot.scopes.find(scope)!).path,
    holder: subject.type === 'group' ? ` of the group \`${snapshot.groups.get(subject.id)!.name}\`` : '',
    notBefore,
  }
}
