/** What a permission lets people do, in words: `see deployments`. Of an application’s own permissions only the server knows. */
import { PERMISSIONS } from '../core/catalogue/permissions.ts'

export function capabilityOf(permission: string): string | undefined {
  return PERMISSIONS.find(({ key }) => key === permission)?.capability
}
