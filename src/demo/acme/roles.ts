/** Acme's own roles: what each is for, since when, and what it allows. */
import { does } from '../deeds.ts'
import { type Line, linesOf } from '../line.ts'

const { line } = linesOf('acme', 'acme.example')

type Role = {
  readonly day: number
  readonly name: string
  readonly description: string
  readonly keys: string
}

const ROLES: readonly Role[] = [
  {
    day: 119,
    name: 'Billing Read Only',
    description:
      'Looks into billing without changing it: releases, logs, names of variables, the app itself.',
    keys: `project.read environment.read deployment.read deployment.logs.read variable.metadata.read
      app.route.access`,
  },
  {
    day: 96,
    name: 'Log Reader',
    description: 'Deployment logs and nothing else; for incidents and audits.',
    keys: 'deployment.logs.read',
  },
  {
    day: 90,
    name: 'On-call Responder',
    description: 'Sees what runs anywhere and can stop and start it.',
    keys: `project.read environment.read deployment.read deployment.logs.read deployment.inspect
      variable.metadata.read project.lifecycle.write app.route.access`,
  },
  {
    day: 90,
    name: 'Release Manager',
    description: 'Promotes and rolls back releases; neither builds them nor sees variables.',
    keys: `project.read environment.read deployment.read deployment.logs.read deployment.promote
      deployment.rollback app.route.access`,
  },
  {
    day: 86,
    name: 'Auditor',
    description: 'Reads people, access and the audit log; changes nothing.',
    keys: `organization.user.read organization.group.read organization.role.read organization.audit.read
      project.read environment.read deployment.read variable.metadata.read domain.read app.route.access`,
  },
  {
    day: 85,
    name: 'Project Administrator',
    description: 'Runs one project and decides who may do what in it.',
    keys: `organization.role.read organization.role.manage project.read project.settings.write
      project.archive source.read source.manage environment.read project.lifecycle.write deployment.read
      deployment.create deployment.promote deployment.rollback deployment.logs.read deployment.inspect
      variable.metadata.read variable.value.read variable.write domain.read domain.write app.route.access`,
  },
  {
    day: 78,
    name: 'Support Agent',
    description: 'Answers customers in the support desk.',
    keys: `conversations.read conversations.assign conversations.reply conversations.suggest
      cases.read cases.write analytics.view project.read app.route.access`,
  },
  {
    day: 65,
    name: 'Variable Steward',
    description: 'Keeps the variables of a project in order; never opens the apps.',
    keys: 'project.read environment.read variable.metadata.read variable.value.read variable.write',
  },
  {
    day: 57,
    name: 'Data Analyst',
    description: 'Asks the support desk’s numbers.',
    keys: 'warehouse.query analytics.view',
  },
]

export const ROLE_MAKING: readonly Line[] = ROLES.map(({ day, name, description, keys }) =>
  line(day, 'kim', does('createRole', { body: { name, description, permissions: keys.split(/\s+/) } })),
)
