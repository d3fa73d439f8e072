/**
 * OpenID AuthZEN Authorization API 1.0, at its standard paths. The organization is the token’s own, or the caller’s only
 * one, or the one that `Compartment-Organization` names.
 */
import { z } from 'zod'
import { operation } from '../operation.ts'
import * as shapes from '../shapes/authzen.ts'
import { NO_QUERY } from '../shapes/request.ts'

const protocol = 'authzen'
const aboutSubject = {
  permission: 'organization.user.read',
  at: 'organization',
  orSelf: 'body.subject',
} as const

export const authzenEvaluation = operation({
  name: 'authzenEvaluation',
  summary: 'AuthZEN: may this subject do this to this resource?',
  method: 'POST',
  path: '/access/v1/evaluation',
  protocol,
  access: aboutSubject,
  params: NO_QUERY,
  body: shapes.evaluation,
  answer: shapes.decided,
})

export const authzenEvaluations = operation({
  name: 'authzenEvaluations',
  summary: 'AuthZEN: many evaluations, with defaults, all or until the first that settles it.',
  method: 'POST',
  path: '/access/v1/evaluations',
  protocol,
  access: { ...aboutSubject, orSelf: 'body.evaluations' },
  params: NO_QUERY,
  body: shapes.evaluations,
  answer: z.union([z.object({ evaluations: z.array(shapes.decided) }), shapes.decided]),
})

export const authzenSearchSubject = operation({
  name: 'authzenSearchSubject',
  summary: 'AuthZEN: the subjects that may do this to this resource.',
  method: 'POST',
  path: '/access/v1/search/subject',
  protocol,
  access: { permission: 'organization.user.read', at: 'organization' },
  params: NO_QUERY,
  body: shapes.searchSubject,
  answer: shapes.found(shapes.entity),
})

export const authzenSearchResource = operation({
  name: 'authzenSearchResource',
  summary: 'AuthZEN: the resources of this type to which the subject may do this.',
  method: 'POST',
  path: '/access/v1/search/resource',
  protocol,
  access: aboutSubject,
  params: NO_QUERY,
  body: shapes.searchResource,
  answer: shapes.found(shapes.entity),
})

export const authzenSearchAction = operation({
  name: 'authzenSearchAction',
  summary: 'AuthZEN: what the subject may do to this resource.',
  method: 'POST',
  path: '/access/v1/search/action',
  protocol,
  access: aboutSubject,
  params: NO_QUERY,
  body: shapes.searchAction,
  answer: shapes.found(shapes.namedAction),
})

export const authzenConfiguration = operation({
  name: 'authzenConfiguration',
  summary: 'AuthZEN: where its endpoints are.',
  method: 'GET',
  path: '/.well-known/authzen-configuration',
  protocol,
  access: { public: 'addresses of endpoints, the same for everybody' },
  params: NO_QUERY,
  answer: z.object({
    policy_decision_point: z.string(),
    access_evaluation_endpoint: z.string(),
    access_evaluations_endpoint: z.string(),
    search_subject_endpoint: z.string(),
    search_resource_endpoint: z.string(),
    search_action_endpoint: z.string(),
  }),
})
