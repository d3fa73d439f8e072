/** Acme in four months: how it was set up, who was given what and why, and what went wrong. */
import {
  activates,
  block,
  cancelsInvitation,
  does,
  gives,
  grantsBuiltIn,
  invites,
  joinsGroup,
  leavesGroup,
  letsIntoBeta,
  removes,
  resendsInvitation,
  takesBack,
  unblock,
} from '../deeds.ts'
import { type Line, linesOf } from '../line.ts'
import { founds, issuesToken } from '../set-up-deeds.ts'
import { removesPassword } from '../sign-in-deeds.ts'
import { registersSupportDesk } from '../support-desk.ts'
import { JOINING } from './people.ts'
import { BUILDING } from './places.ts'
import { ROLE_MAKING } from './roles.ts'

const { line, bySystem } = linesOf('acme', 'acme.example')

const SETTING_UP: readonly Line[] = [
  bySystem(121, founds({ displayName: 'Acme', tier: 'free', admin: 'kim', name: 'Kim Novak' })),
  line(101, 'kim', does('changeSettings', { body: { tier: 'team' } }), { because: 'forty people by summer' }),
  line(82, 'kim', issuesToken('ci', 'rol_deployer'), { because: 'the pipeline deploys, not a person' }),
  line(79, 'kim', registersSupportDesk()),
]

/** What On-call Responder allows since it was found to be too little. */
const ON_CALL = `project.read environment.read deployment.read deployment.logs.read deployment.inspect
  variable.metadata.read project.lifecycle.write deployment.rollback app.route.access`.split(/\s+/)

/** What teams have. */
const TEAMS: readonly Line[] = [
  line(118, 'kim', gives('deployer', 'group:Platform', 'organization'), { because: 'runs everything' }),
  line(118, 'kim', gives('deployer', 'group:Billing Operators', 'billing')),
  line(118, 'kim', gives('deployer', 'group:Storefront', 'storefront')),
  line(104, 'kim', gives('deployer', 'group:Data', 'data-platform')),
  line(86, 'amara', gives('Auditor', 'group:Security', 'organization'), { because: 'yearly access review' }),
  line(84, 'amara', gives('On-call Responder', 'group:On-call', 'organization')),
  line(78, 'amara', gives('Support Agent', 'group:Support', 'organization')),
  line(57, 'amara', gives('Data Analyst', 'group:Data', 'organization')),
  line(52, 'amara', gives('Release Manager', 'group:Storefront', 'storefront/production'), {
    because: 'CHG-771: the shop’s production changes by promotion only',
    knowingly: true,
  }),
  line(48, 'amara', gives('Billing Read Only', 'group:Contractors', 'billing', { ends: 45 }), {
    because: 'invoice migration, until the contract ends',
  }),
  ...['priya', 'jonas', 'yusuf', 'bao', 'wei'].map((who) => line(83, 'amara', joinsGroup('On-call', who))),
  line(
    41,
    'kim',
    does('updateRole', { params: { role: 'On-call Responder' }, body: { permissions: ON_CALL } }),
    {
      because: 'INC-2188: on-call could not roll back',
    },
  ),
]

/** The example of the troubleshooting guide: a broad role first, a narrow one weeks later. */
const ALEX: readonly Line[] = [
  line(84, 'kim', gives('readonly', 'alex', 'organization'), {
    because: 'plans capacity and reads along in every project',
  }),
  line(37, 'amara', gives('Log Reader', 'alex', 'billing/production'), {
    because: 'INC-2214: follow the failed payments in the production logs',
    knowingly: true,
  }),
]

/** What single people have, some of it for a time. */
const PEOPLE: readonly Line[] = [
  line(80, 'amara', gives('Project Administrator', 'lucia', 'storefront')),
  line(80, 'amara', gives('Project Administrator', 'hana', 'mobile-api')),
  line(72, 'hana', gives('readonly', 'mateo', 'mobile-api/development')),
  line(65, 'amara', gives('Variable Steward', 'noor', 'identity'), { because: 'rotates the signing keys' }),
  line(58, 'lucia', gives('Log Reader', 'omar', 'storefront/production'), {
    because: 'helps to find the slow checkout',
  }),
  line(45, 'amara', gives('Billing Read Only', 'samuel', 'billing/staging', { ends: -12 }), {
    because: 'penetration test',
  }),
  line(30, 'amara', grantsBuiltIn('readonly', 'eoin'), { because: 'writes the operations guide' }),
  line(13, 'hana', gives('Release Manager', 'mateo', 'mobile-api/production', { ends: 5 }), {
    because: 'stands in while Hana is away',
  }),
  line(6, 'amara', gives('viewer', 'freya', 'docs-site')),
  line(6, 'amara', gives('Release Manager', 'freya', 'docs-site/production', { begins: 10 }), {
    because: 'takes over the releases next sprint',
  }),
  line(35, 'amara', gives('viewer', 'henry', 'legacy-crm')),
  line(25, 'amara', takesBack('viewer', 'henry'), { because: 'the old CRM is being closed' }),
]

const COMING_AND_GOING: readonly Line[] = [
  line(48, 'amara', block('zanele'), { because: 'on leave' }),
  line(44, 'amara', unblock('zanele'), { because: 'back from leave' }),
  line(43, 'amara', leavesGroup('Storefront', 'elise'), { because: 'moves to Platform' }),
  line(43, 'amara', joinsGroup('Platform', 'elise'), { because: 'moves to Platform' }),
  line(41, 'amara', invites('olga', 'Olga Ivanova', { groups: ['Contractors'] })),
  line(33, 'amara', resendsInvitation('olga'), { because: 'the first link had expired' }),
  line(32, 'olga', activates),
  line(29, 'kim', removes('petra'), { because: 'has left the company' }),
  line(26, 'amara', invites('jakub', 'Jakub Nowak', { groups: ['Data'] })),
  line(20, 'amara', invites('carmen', 'Carmen Ortiz', { role: 'viewer' })),
  line(18, 'amara', cancelsInvitation('carmen'), { because: 'took another offer' }),
  line(15, 'amara', block('victor'), { because: 'SEC-77: laptop stolen; unblock when it is replaced' }),
  line(9, 'kim', removesPassword('dmitri'), { because: 'SEC-81: the password was found in a public leak' }),
  line(2, 'amara', invites('leila', 'Leila Rahimi', { groups: ['Support'] })),
]

const PRODUCT: readonly Line[] = [
  line(60, 'kim', does('setFeature', { params: { feature: 'cases' }, body: { enabled: true } }), {
    because: 'trial with the support team',
  }),
  line(33, 'kim', does('setFeature', { params: { feature: 'cases' }, body: { enabled: false } }), {
    because: 'SUP-409: duplicate cases; off until the import is mended',
  }),
  line(24, 'amara', does('archiveProject', { params: { project: 'legacy-crm' }, body: {} }), {
    because: 'CRM-118: replaced by the support desk',
  }),
  line(22, 'amara', letsIntoBeta('grace')),
  line(22, 'amara', letsIntoBeta('luca')),
]

/** What the auditors asked for, so that no change undoes it unseen. */
const EXPECTED: readonly Line[] = (
  [
    ['alex@acme.example cannot deployment.create at billing/production', 'four eyes on payments'],
    [
      'group:Contractors cannot variable.value.read at */production',
      'no secrets of customers outside the house',
    ],
    ['group:Support cannot deployment.create at anywhere', 'separation of duties'],
    ['group:Storefront can deployment.create at storefront/staging', 'nobody waits for a test deployment'],
  ] as const
).map(([text, note]) =>
  line(12, 'kim', does('addExpectation', { body: { text, note } }), { because: 'AUD-12: yearly audit' }),
)

export const ACME_STORY: readonly Line[] = [
  ...SETTING_UP,
  ...BUILDING,
  ...ROLE_MAKING,
  ...TEAMS,
  ...JOINING,
  ...ALEX,
  ...PEOPLE,
  ...COMING_AND_GOING,
  ...PRODUCT,
  ...EXPECTED,
]
