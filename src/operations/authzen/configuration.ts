/** AuthZEN metadata of this policy decision point. */
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'

export function authzenConfiguration({ publicUrl }: Deps): UseCase<'authzenConfiguration'> {
  const at = `${publicUrl}/access/v1`
  const answer = {
    policy_decision_point: publicUrl,
    access_evaluation_endpoint: `${at}/evaluation`,
    access_evaluations_endpoint: `${at}/evaluations`,
    search_subject_endpoint: `${at}/search/subject`,
    search_resource_endpoint: `${at}/search/resource`,
    search_action_endpoint: `${at}/search/action`,
  }
  return () => Promise.resolve({ answer })
}
